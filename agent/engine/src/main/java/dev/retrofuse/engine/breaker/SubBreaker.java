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

  private final KeyedBreaker all;
  private final int hash;
  private final int index;
  private final String name;
  private volatile CircuitBreaker own;
  private long used;

  /** Plain: a lost update puts the breaker, or its end, off by a call. */
  private double suspicion;

  SubBreaker(KeyedBreaker all, int hash, int index, String name) {
    this.all = all;
    this.hash = hash;
    this.index = index;
    used = all.now();
    this.name = name;
  }

  int hash() {
    return hash;
  }

  /** Another one for each place, below {@link KeyedBreaker#PLACES}. */
  public int index() {
    return index;
  }

  /** Whether no call came since then, and nothing is known that would be lost. */
  boolean isForgotten(long then) {
    return own == null && used - then < 0;
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
    used = now;
    CircuitBreaker parent = all.parent();
    if (!parent.isClosed()) {
      long permit = parent.acquire(now, share);
      return permit < 0 ? permit : permit | Permit.OF_PARENT;
    }
    CircuitBreaker breaker = own;
    return breaker == null ? all.begin(now, share) : breaker.acquire(now, share);
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
    long free = all.end(permit, now);
    boolean slow = Permit.elapsed(free, now) >= all.parent().slowNanos();
    CircuitBreaker breaker = isSuspicious(failed || slow) ? given() : own;
    if (breaker == null) {
      all.parent().left.increment();
    } else {
      breaker.record(breaker.adopt(free), failed, now);
    }
    return slow;
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
        all.notNeeded(given);
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
        all.end(permit, all.now());
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

  /** Gives its breaker back if the key is well, and the breaker is not shared. */
  boolean giveBack() {
    CircuitBreaker breaker = own;
    if (breaker == null || all.isShared(breaker) || !isWell(breaker)) {
      return false;
    }
    if (!OWN.compareAndSet(this, breaker, null)) {
      return false;
    }
    all.parent().left.add(breaker.ended());
    return true;
  }

  private boolean isWell(CircuitBreaker breaker) {
    return suspicion == 0 ? breaker.isClosed() : breaker.isWell();
  }

  /** Which breaker refuses calls of this key: its own or that of all. */
  public CircuitBreaker refusing() {
    CircuitBreaker parent = all.parent();
    CircuitBreaker breaker = own;
    return parent.isClosed() && breaker != null ? breaker : parent;
  }
}
