package dev.retrofuse.engine.breaker;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The place of a key in a {@link KeyedBreaker}. As long as nothing failed there a call costs one
 * reading of the clock and of two fields.
 */
public final class SubBreaker {
  private static final AtomicReferenceFieldUpdater<SubBreaker, CircuitBreaker> OWN =
      AtomicReferenceFieldUpdater.newUpdater(SubBreaker.class, CircuitBreaker.class, "own");

  /** So many bad outcomes more than chance brings. */
  private static final double SUSPICIOUS = 3;

  private static final double MOST_SUSPICIOUS = 2 * SUSPICIOUS;

  /** Of the calls that should have ended, this share has not when the key hangs. */
  private static final double HANGING = 0.9;

  /** Where this share has not, it is suspicious. */
  private static final double HALF_HANGING = 0.5;

  /** Times as many calls, so that a key of which all hang is not taken for one of which half do. */
  private static final int LONGER = 4;

  private final KeyedBreaker all;
  private final long hash;
  private final int index;
  private final String name;
  private volatile CircuitBreaker own;
  private volatile Cohorts cohorts;
  private long used;

  /** Plain: a lost update puts the breaker, or its end, off by a call. */
  private double suspicion;

  SubBreaker(KeyedBreaker all, long hash, int index, String name) {
    this.all = all;
    this.hash = hash;
    this.index = index;
    used = all.now();
    this.name = name;
  }

  /**
   * @param wanted null where the hash says all
   */
  boolean isOf(long other, String wanted) {
    return hash == other && (wanted == null || wanted.equals(name));
  }

  /** Another one for each place, below {@link KeyedBreaker#PLACES}. */
  public int index() {
    return index;
  }

  /** Whether no call came for so long that what is known is of no use any more. */
  boolean isForgotten(long now) {
    CircuitBreaker breaker = own;
    return breaker == null ? now - used > all.span() : isForgotten(breaker, now);
  }

  private boolean isForgotten(CircuitBreaker breaker, long now) {
    return now - used > all.span() + all.settings().maxOpenWaitNanos()
        && (all.isShared(breaker) || breaker.remainingNanos() == 0)
        && breaker.forced() == null;
  }

  /** Whether nothing bad is known that good calls have not made up for. */
  boolean isClean() {
    return own == null && suspicion == 0;
  }

  /** Of the first key that came here. */
  public String name() {
    return name;
  }

  CircuitBreaker own() {
    return own;
  }

  /** When the last call came; plain, for a guess is enough. */
  long used() {
    return used;
  }

  /** Whether it has found its key in a bad way; what an operator says is no evidence. */
  boolean isOpen() {
    CircuitBreaker breaker = own;
    return breaker != null && breaker.state() != CircuitState.CLOSED && breaker.forced() == null;
  }

  /** As {@link CircuitBreaker#acquire(long)}. */
  public long acquire(long now) {
    return acquire(now, 1);
  }

  /** As {@link CircuitBreaker#acquire(long, double)}. */
  public long acquire(long now, double share) {
    long idle = now - used;
    used = now;
    if (!all.parent().isClosed()) {
      return all.ofParent(now, share);
    }
    CircuitBreaker breaker = own;
    return breaker == null ? begin(now, share, idle) : breaker.acquire(now, share);
  }

  // The first call after a pause judges nothing: answers may be there that this side has not read.
  private long begin(long now, double share, long idle) {
    long permit = all.begin(now, share);
    long slow = all.overdueNanos();
    boolean followed = Permit.generation(permit) == 0 && (permit & Permit.FOLLOWED) != 0;
    return followed && idle < slow / 2 ? follow(permit, slow, now, share) : permit;
  }

  private long follow(long permit, long slow, long now, double share) {
    Cohorts followed = cohorts(slow);
    if (followed.isFirst(now) && hangs(followed, slow, now)) {
      all.end(permit, now);
      return acquire(now, share);
    }
    return followed.begin(now) ? permit | Permit.OF_PLACE : permit;
  }

  private Cohorts cohorts(long slow) {
    Cohorts known = cohorts;
    Cohorts followed = Cohorts.of(slow, known);
    if (followed != known) {
      cohorts = followed;
    }
    return followed;
  }

  /** Whether it got a breaker because most of its calls do not end; open if nearly none does. */
  private boolean hangs(Cohorts followed, long slow, long now) {
    int calls = all.settings().minimumCalls();
    boolean hangs = followed.overdue(now, slow, calls, 1) >= HANGING;
    if (!hangs && followed.overdue(now, slow, calls, LONGER) < HALF_HANGING) {
      return false;
    }
    suspicion = MOST_SUSPICIOUS;
    CircuitBreaker given = given();
    if (hangs && given != null && !all.isShared(given)) {
      given.open("nearly no call ends within " + Texts.duration(slow));
    }
    return given != null;
  }

  /** As {@link CircuitBreaker#record(long, boolean, long)}. */
  public boolean record(long permit, boolean failed, long now) {
    if (Permit.generation(permit) != 0) {
      return recordJudged(permit, failed, now);
    }
    if (Permit.isUnjudged(permit)) {
      all.parent().left.increment();
      return Permit.elapsed(permit, now) >= all.parent().slowNanos();
    }
    long free = end(permit, now);
    boolean slow = Permit.elapsed(free, now) >= all.parent().slowNanos();
    CircuitBreaker breaker = isSuspicious(failed || slow) ? given() : own;
    if (breaker == null) {
      all.parent().left.increment();
    } else {
      breaker.record(breaker.adopt(free), failed, now);
    }
    return slow;
  }

  /** The permit without what it held here and of all places. */
  private long end(long permit, long now) {
    Cohorts followed = cohorts;
    if ((permit & Permit.OF_PLACE) == Permit.OF_PLACE && followed != null) {
      followed.end(now - Permit.elapsed(permit, now));
    }
    return all.end(permit & ~Permit.OF_PARENT, now);
  }

  private boolean recordJudged(long permit, boolean failed, long now) {
    CircuitBreaker breaker = breakerOf(permit);
    boolean slow = breaker.record(permit, failed, now);
    isSuspicious(failed || slow);
    if (suspicion == 0 && all.isShared(breaker)) {
      OWN.compareAndSet(this, breaker, null);
    }
    return slow;
  }

  /** The one that gave the permit may have been taken away: then the parent counts the call. */
  private CircuitBreaker breakerOf(long permit) {
    CircuitBreaker breaker = (permit & Permit.OF_PARENT) != 0 ? null : own;
    return breaker == null ? all.parent() : breaker;
  }

  private boolean isSuspicious(boolean bad) {
    if (bad) {
      suspicion = Math.min(MOST_SUSPICIOUS, suspicion + 1);
    } else if (suspicion > 0) {
      suspicion = Math.max(0, suspicion - all.credit());
    }
    return bad && suspicion >= SUSPICIOUS;
  }

  // What came before is no evidence for its breaker: the place was chosen for it.
  private CircuitBreaker given() {
    if (own == null && all.holds(this)) {
      CircuitBreaker given = all.give(this);
      if (!OWN.compareAndSet(this, null, given)) {
        all.giveBack(given);
      } else if (!all.holds(this)) {
        leave();
      }
    }
    return own;
  }

  /** As {@link CircuitBreaker#release}. */
  public void release(long permit) {
    if (Permit.generation(permit) != 0) {
      breakerOf(permit).release(permit);
    } else {
      if (!Permit.isUnjudged(permit)) {
        end(permit, all.now());
      }
      all.parent().left.increment();
    }
  }

  /** As {@link CircuitBreaker#spare}; a key without trouble so far needs no sparing. */
  public void spare(long nanos) {
    CircuitBreaker breaker = own;
    if (breaker != null) {
      breaker.spare(nanos);
    }
  }

  /**
   * Leaves its breaker to another key if its own is well or gone, and the breaker is not shared.
   */
  boolean yields() {
    CircuitBreaker breaker = own;
    return breaker != null
        && !all.isShared(breaker)
        && (isWell(breaker) || isForgotten(breaker, all.now()))
        && leave(breaker);
  }

  private boolean isWell(CircuitBreaker breaker) {
    return suspicion == 0 ? breaker.isClosed() : breaker.isWell();
  }

  /** Another key has taken the place over. */
  void leave() {
    CircuitBreaker breaker = own;
    if (breaker != null && leave(breaker)) {
      all.giveBack(breaker);
    }
  }

  private boolean leave(CircuitBreaker breaker) {
    if (!OWN.compareAndSet(this, breaker, null)) {
      return false;
    }
    if (!all.isShared(breaker)) {
      all.parent().left.add(breaker.ended());
    }
    return true;
  }

  /** Which breaker refuses calls of this key: its own or that of all. */
  public CircuitBreaker refusing() {
    CircuitBreaker parent = all.parent();
    CircuitBreaker breaker = own;
    return parent.isClosed() && breaker != null ? breaker : parent;
  }
}
