package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** At most so many calls at a time; one more is refused at once, none waits. Lock-free. */
public final class Bulkhead {
  private final AtomicInteger concurrent = new AtomicInteger();
  private volatile int max;

  /**
   * @param max 0 for no limit: then nothing is counted either
   */
  public Bulkhead(int max) {
    this.max = max;
  }

  /** Counts a call in, or refuses it and counts nothing. */
  public boolean tryEnter() {
    if (concurrent.getAndIncrement() < max) {
      return true;
    }
    concurrent.getAndDecrement();
    return false;
  }

  /**
   * Counts a call in unless it would go beyond a share of the places: the others are for calls that
   * matter more.
   */
  public boolean tryEnter(double share) {
    if (concurrent.getAndIncrement() < share * max) {
      return true;
    }
    concurrent.getAndDecrement();
    return false;
  }

  public void leave() {
    concurrent.getAndDecrement();
  }

  /**
   * Takes another limit: calls under way beyond it go on, new ones are refused until enough have
   * ended.
   */
  public void limit(int other) {
    max = other;
  }

  public int concurrent() {
    return concurrent.get();
  }

  public int maxConcurrent() {
    return max;
  }
}
