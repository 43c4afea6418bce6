package dev.retrofuse.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** At most so many calls at a time; one more is refused at once, none waits. Lock-free. */
final class Bulkhead {
  private final AtomicInteger concurrent = new AtomicInteger();
  private volatile int max;

  /**
   * @param max 0 for no limit: then nothing is counted either
   */
  Bulkhead(int max) {
    this.max = max;
  }

  /** Counts a call in, or refuses it and counts nothing. */
  boolean tryEnter() {
    if (concurrent.getAndIncrement() < max) {
      return true;
    }
    concurrent.getAndDecrement();
    return false;
  }

  void leave() {
    concurrent.getAndDecrement();
  }

  /**
   * Takes another limit: calls under way beyond it go on, new ones are refused until enough have
   * ended.
   */
  void limit(int other) {
    max = other;
  }

  int concurrent() {
    return concurrent.get();
  }

  int maxConcurrent() {
    return max;
  }
}
