package dev.retrofuse.engine.timeout;

import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseWatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * One call under a time limit. It ends once: by the call's end, or by the watchdog, whoever is
 * first. A watch that is kept serves further calls, until one of them is cut.
 */
final class Watch extends RetrofuseWatch {
  private static final AtomicLongFieldUpdater<Watch> STATE =
      AtomicLongFieldUpdater.newUpdater(Watch.class, "state");
  private static final AtomicReferenceFieldUpdater<Watch, Object> TARGET =
      AtomicReferenceFieldUpdater.newUpdater(Watch.class, Object.class, "target");

  private static final int ENDED = 0;

  /** By the thread that begins or ends a call, for which nobody else may write to it. */
  private static final int HELD = 1;

  private static final int UNDER_WAY = 2;
  private static final int CUTTING = 3;
  private static final int CUT = 4;

  /** What a state counts each call with, above those. */
  private static final int CALL = 8;

  private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final KeptWatches home;
  private final RetrofuseExchange exchange;

  /*
   * Of the call. Written before its state is, so whoever has read the state sees nothing older. What he sees may be of a
   * later call: but then the state is another, for none comes twice, and a cut of the one that he read does nothing.
   */
  private TimeLimit limit;
  private boolean acts;
  private long start;
  private long nanos;

  /** What {@link Cut#unbound} needs. */
  private int before = -1;

  private volatile Object target;
  private volatile long state;

  /** The state that the watchdog has handed over last; of its thread alone. */
  private long expired;

  /** Where it is in its table; negative when nowhere. */
  int slot = -1;

  /**
   * Of one call, which is under way.
   *
   * @param nanos how long the call may take; 0 for ever
   * @param acts whether the call is cut, or it is only counted that it would have been
   */
  Watch(
      TimeLimit limit,
      Object target,
      RetrofuseExchange exchange,
      boolean acts,
      long start,
      long nanos) {
    home = null;
    this.exchange = exchange;
    state = HELD;
    begin(limit, target, acts, start, nanos);
  }

  /** One that is kept, claimed by who makes it. */
  Watch(KeptWatches home, int slot) {
    this.home = home;
    this.slot = slot;
    exchange = null;
    state = HELD;
  }

  /** Whether it is the caller's now, to begin a call with. */
  boolean claim() {
    long now = state;
    return phase(now) == ENDED && STATE.compareAndSet(this, now, now - ENDED + CALL + HELD);
  }

  /** As the constructor; of one that the caller has claimed. */
  void begin(TimeLimit limit, Object target, boolean acts, long start, long nanos) {
    this.limit = limit;
    this.acts = acts;
    this.start = start;
    this.nanos = nanos;
    TARGET.lazySet(this, target);
    before = bindsNow(target) ? limit.how().bound(target, nanos) : -1;
    state = state - HELD + UNDER_WAY; // not lazily: a watchdog that falls asleep has to see it
  }

  private boolean bindsNow(Object target) {
    return exchange == null && target != null && acts && nanos > 0;
  }

  private void unbind() {
    if (before >= 0) {
      limit.how().unbound(target, before);
      before = -1;
    }
  }

  private static int phase(long state) {
    return (int) state & (CALL - 1);
  }

  long state() {
    return state;
  }

  TimeLimit limit() {
    return limit;
  }

  boolean isDue(long now) {
    return now - start >= nanos;
  }

  boolean isUnderWay() {
    return phase(state) == UNDER_WAY;
  }

  /** Whether there is a call now that is to be cut when it is due. */
  boolean isWatched() {
    return isUnderWay() && acts && nanos > 0;
  }

  /**
   * Of one that is kept: hands its call over if it is due.
   *
   * @return whether it is watched still
   */
  boolean expire(long now, WatchTable.Sink sink) {
    long seen = state; // first, for what is read after it
    if (phase(seen) != UNDER_WAY || !acts || nanos <= 0 || seen == expired) {
      return false;
    }
    boolean taken = isDue(now) && sink.take(this, seen);
    if (taken) {
      expired = seen;
    }
    return !taken;
  }

  @Override
  public void cuts(Object other) {
    target = other;
    int now = phase(state);
    if (now == CUTTING || now == CUT) {
      cutNow(other); // perhaps once more, which does nothing
    }
    if (now == HELD || now == ENDED || phase(state) == CUT) {
      target = null;
    }
  }

  @Override
  public long left() {
    int now = phase(state);
    boolean cuts = now != HELD && now != ENDED && acts && nanos > 0 && slot >= 0;
    return cuts ? start + nanos - limit.now() : Long.MAX_VALUE;
  }

  @Override
  public Throwable end(Throwable thrown) {
    long now = state;
    if (phase(now) == UNDER_WAY && STATE.compareAndSet(this, now, now - UNDER_WAY + HELD)) {
      try {
        ended(thrown);
      } finally {
        letGo(now - UNDER_WAY + ENDED);
      }
      return thrown;
    }
    int other = phase(state);
    return other == CUTTING || other == CUT ? endAfterCut(thrown) : thrown;
  }

  private void ended(Throwable thrown) {
    if (home == null) {
      limit.watchdog().remove(this);
    }
    unbind();
    limit.ended(start, nanos, acts, thrown);
  }

  /** One that is kept may be another call's from now on, and holds nothing of this one. */
  private void letGo(long ended) {
    TARGET.lazySet(this, null);
    if (home != null) {
      limit = null;
    }
    STATE.lazySet(this, ended);
  }

  private Throwable endAfterCut(Throwable thrown) {
    if (exchange == null) {
      if (target == null || !limit.how().isLast(target)) {
        awaitCut();
      }
      unbind();
      repair();
    }
    return thrown == null ? null : limit.afterCut(thrown, nanos);
  }

  private void awaitCut() {
    boolean interrupted = false;
    for (long begun = limit.now(); phase(state) == CUTTING && limit.now() - begun < CUT_NANOS; ) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void repair() {
    Object mended = target;
    target = null;
    try {
      if (mended != null) {
        limit.how().repair(mended);
      }
    } catch (Exception | LinkageError unrepairable) {
      // The application finds out if it uses the object again.
    }
  }

  /**
   * Cuts the call unless it has ended; not on the watchdog's own thread, for it may block.
   *
   * @param seen the state in which the call was due
   */
  void cut(long seen) {
    long cutting = seen - UNDER_WAY + CUTTING;
    if (phase(seen) != UNDER_WAY || !STATE.compareAndSet(this, seen, cutting)) {
      return;
    }
    try {
      if (home != null) {
        home.remove(this); // it is not known for how long its call goes on
      }
      limit.cut(start);
      if (exchange != null) {
        exchange.end(0, limit.afterCut(null, nanos));
      }
      Object cut = target;
      if (cut != null) {
        cutNow(cut);
      }
    } catch (Exception | LinkageError fault) {
      RetrofuseAgent.fault(fault, "engine");
    } finally {
      if (exchange != null) {
        target = null;
      }
      state = cutting - CUTTING + CUT;
    }
  }

  private void cutNow(Object cut) {
    try {
      limit.how().cut(cut, limit.text(nanos));
    } catch (Exception | LinkageError unable) {
      // A driver that cannot cancel: the call goes on.
    }
  }
}
