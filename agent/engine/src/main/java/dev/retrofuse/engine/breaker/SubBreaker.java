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

  private final KeyedBreaker all;
  private final int hash;
  private final int index;
  private final String name;
  private volatile CircuitBreaker own;
  private long used;

  /** Plain: a lost update puts the breaker off by a call. */
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

  boolean isOpen() {
    CircuitBreaker breaker = own;
    return breaker != null && breaker.state() != CircuitState.CLOSED;
  }

  /** As {@link CircuitBreaker#acquire(long)}. */
  public long acquire(long now) {
    used = now;
    CircuitBreaker parent = all.parent();
    if (!parent.isClosed()) {
      long permit = parent.acquire(now);
      return permit < 0 ? permit : permit | Permit.OF_PARENT;
    }
    CircuitBreaker breaker = own;
    return breaker == null ? all.begin(now) : breaker.acquire(now);
  }

  /** As {@link CircuitBreaker#record(long, boolean, long)}. */
  public boolean record(long permit, boolean failed, long now) {
    if (Permit.generation(permit) != 0) {
      return breakerOf(permit).record(permit, failed, now);
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

  /** The one that gave the permit may have been taken away: then the parent counts the call. */
  private CircuitBreaker breakerOf(long permit) {
    CircuitBreaker breaker = (permit & Permit.OF_PARENT) != 0 ? null : own;
    return breaker == null ? all.parent() : breaker;
  }

  private boolean isSuspicious(boolean bad) {
    if (bad) {
      suspicion++;
    } else if (suspicion > 0) {
      suspicion = Math.max(0, suspicion - all.credit());
    }
    return bad && suspicion >= SUSPICIOUS;
  }

  // What made the place suspicious is no evidence for its breaker: it was chosen for being bad.
  private CircuitBreaker given() {
    if (own == null) {
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
      all.end(permit, all.now());
      all.parent().left.increment();
    }
  }

  /** Gives its breaker back if that has nothing bad in its window, and is not shared. */
  boolean giveBack(CircuitBreaker shared) {
    CircuitBreaker breaker = own;
    if (breaker == null || breaker == shared || !breaker.isWell()) {
      return false;
    }
    if (!OWN.compareAndSet(this, breaker, null)) {
      return false;
    }
    all.parent().left.add(breaker.ended());
    return true;
  }

  /** Which breaker refuses calls of this key: its own or that of all. */
  public CircuitBreaker refusing() {
    CircuitBreaker parent = all.parent();
    CircuitBreaker breaker = own;
    return parent.isClosed() && breaker != null ? breaker : parent;
  }
}
