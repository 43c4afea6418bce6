package dev.retrofuse.engine.timeout;

import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseWatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * One call under a time limit. It ends once: by the call's end, or by the watchdog, whoever is
 * first.
 */
final class Watch extends RetrofuseWatch {
  private static final AtomicIntegerFieldUpdater<Watch> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Watch.class, "state");
  private static final int UNDER_WAY = 0;
  private static final int ENDED = 1;
  private static final int CUTTING = 2;
  private static final int CUT = 3;
  private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final TimeLimit limit;
  private final RetrofuseExchange exchange;
  private final boolean acts;
  private final long start;
  private final long nanos;
  private volatile Object target;
  private volatile int state;

  /** Where it is in the table; negative when nowhere. */
  int slot = -1;

  /**
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
    this.limit = limit;
    this.target = target;
    this.exchange = exchange;
    this.acts = acts;
    this.start = start;
    this.nanos = nanos;
  }

  boolean isDue(long now) {
    return now - start >= nanos;
  }

  boolean isOfStatement() {
    return limit.how().isOfStatements();
  }

  /** Of the calls of its key. */
  Times times() {
    return limit.times();
  }

  boolean isUnderWay() {
    return state == UNDER_WAY;
  }

  @Override
  public void cuts(Object other) {
    target = other;
    int now = state;
    if (now == CUTTING || now == CUT) {
      cutNow(other); // perhaps once more, which does nothing
    }
    if (now == ENDED || state == CUT) {
      target = null;
    }
  }

  @Override
  public Throwable end(Throwable thrown) {
    if (STATE.compareAndSet(this, UNDER_WAY, ENDED)) {
      limit.watchdog().remove(this);
      target = null;
      limit.ended(start, nanos, acts, thrown);
      return thrown;
    }
    return state == ENDED ? thrown : endAfterCut(thrown);
  }

  private Throwable endAfterCut(Throwable thrown) {
    if (exchange == null) {
      awaitCut();
      repair();
    }
    return thrown == null ? null : limit.afterCut(thrown, nanos);
  }

  private void awaitCut() {
    boolean interrupted = false;
    for (long begun = limit.now(); state == CUTTING && limit.now() - begun < CUT_NANOS; ) {
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

  /** Cuts the call unless it has ended; not on the watchdog's own thread, for it may block. */
  void cut() {
    if (!STATE.compareAndSet(this, UNDER_WAY, CUTTING)) {
      return;
    }
    try {
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
      state = CUT;
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
