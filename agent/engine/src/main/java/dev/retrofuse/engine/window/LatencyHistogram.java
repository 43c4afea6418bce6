package dev.retrofuse.engine.window;

import java.util.concurrent.atomic.AtomicLong;

/** How long the calls of the last one to two windows took. Lock-free, 1.7 KB. */
public final class LatencyHistogram {
  /*
   * Time is cut into windows; those of even number count here, those of odd number there. The first call of a
   * window clears what was there. Calls that are recorded while it does so may be lost, and for that moment
   * old ones may still be seen: a percentile of thousands does not mind.
   *
   * A call whose clock reading is of the window before comes from a late thread and counts there. What is further off,
   * ahead or back, begins anew: the clock has stepped, or nothing was called for long.
   */
  private final LatencyCounts even = new LatencyCounts();
  private final LatencyCounts odd = new LatencyCounts();
  private final AtomicLong newest = new AtomicLong();
  private final long origin;
  private final long window;

  /**
   * @param windowNanos how long a window is, above 0
   */
  public LatencyHistogram(long windowNanos, long now) {
    if (windowNanos <= 0) {
      throw new IllegalArgumentException("window " + windowNanos);
    }
    window = windowNanos;
    origin = now;
  }

  /** Counts a call that took so many nanoseconds and ended now. */
  public void record(long nanos, long now) {
    long number = number(now);
    long before = newest.get();
    if (number != before && number != before - 1 && newest.compareAndSet(before, number)) {
      turn(before, number);
    }
    of(number).record(nanos);
  }

  private void turn(long before, long number) {
    of(number).clear();
    if (number != before + 1) {
      of(number - 1).clear();
    }
  }

  /**
   * A percentile in nanoseconds, within 1/16; 0 if no call ended within the last two windows.
   *
   * @param p from 0 to 100
   */
  public long percentile(double p, long now) {
    long number = number(now);
    long last = newest.get();
    return LatencyCounts.percentile(p, ifNear(last, number), ifNear(last - 1, number));
  }

  /** How many calls ended within the last two windows. */
  public long count(long now) {
    long number = number(now);
    long last = newest.get();
    return LatencyCounts.total(ifNear(last, number))
        + LatencyCounts.total(ifNear(last - 1, number));
  }

  /** The counts of that window, if it is the one asked in or beside it; else null. */
  private LatencyCounts ifNear(long window, long asked) {
    return Math.abs(asked - window) <= 1 ? of(window) : null;
  }

  private LatencyCounts of(long number) {
    return (number & 1) == 0 ? even : odd;
  }

  private long number(long now) {
    return Math.floorDiv(now - origin, window);
  }
}
