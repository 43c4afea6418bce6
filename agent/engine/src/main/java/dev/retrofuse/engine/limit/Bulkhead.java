package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** At most so many calls at a time; one more is refused at once, none waits. Lock-free. */
public final class Bulkhead {
  private final AtomicInteger concurrent = new AtomicInteger();
  private volatile int max;

  /**
   * @param max calls at a time; 0 for no limit
   */
  public Bulkhead(int max) {
    this.max = max;
  }

  /** Counts a call in, or refuses it and counts nothing. */
  public boolean tryEnter() {
    return tryEnter(1);
  }

  /**
   * As {@link #tryEnter()}, for calls that are to leave room to more important ones: admits while
   * less than the share of the limit is taken.
   *
   * @param share above 0, at most 1
   */
  public boolean tryEnter(double share) {
    int limit = max;
    return enter(concurrent, limit == 0 ? Integer.MAX_VALUE : share * limit);
  }

  /** Counts one more if there are less than so many. Who is refused leaves no trace. */
  static boolean enter(AtomicInteger concurrent, double bound) {
    for (; ; ) {
      int before = concurrent.get();
      if (before >= bound) {
        return false;
      }
      if (concurrent.compareAndSet(before, before + 1)) {
        return true;
      }
    }
  }

  /** Gives back what one {@link #tryEnter()} took; to be called once for each. */
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

  /** Calls under way. */
  public int concurrent() {
    return concurrent.get();
  }

  /** The limit; 0 for none. */
  public int maxConcurrent() {
    return max;
  }
}
