package dev.retrofuse.engine.limit;

import dev.retrofuse.engine.window.LatencyCounts;
import java.util.concurrent.atomic.AtomicLong;

/** What calls take now, and what they take when there is no queue of our making. */
final class LatencyTrend {
  /*
   * Ends of calls are counted in periods. A period lasts for one median duration, 5 ms and 32 calls at least, and
   * gives their median, the short one. After a limit was made smaller there is a pause of one median
   * duration: calls that end in it were queued under the old limit and say nothing of the new one.
   *
   * The long median is learned without ever lowering the limit to probe:
   * - from periods that did not use half of the limit, for their calls queued for nobody of ours;
   * - downwards from any period that is clearly shorter: there was less of a queue than was thought;
   * - from a period after the limit was halved in vain. Had the queue been ours, half the limit would have
   *   halved it. So it is the dependency that has become slower, and this is what it takes now.
   * It is never learned upwards from calls that used the limit. If it were, a queue that stays
   * would become what is usual, the limit would grow, and the queue with it, without end.
   */
  private static final int FEWEST_CALLS = 32;
  private static final long SHORTEST_PERIOD = 5_000_000L;
  private static final double CLEARLY_SHORTER = 0.75;
  private static final double SMOOTHING = 0.125;
  private static final long BUSY = 1L << Integer.SIZE;

  private final LatencyCounts counts = new LatencyCounts();
  private final AtomicLong ends = new AtomicLong();
  private final AtomicLong from;
  private volatile double shortNanos;
  private volatile double longNanos;
  private volatile double limitBefore;
  private volatile double longest;

  LatencyTrend(long now) {
    from = new AtomicLong(now);
  }

  /**
   * Counts the end of a good call.
   *
   * @param busy whether half of the limit was in use
   * @return whether the period is over; said to one thread, which has to {@link #endPeriod} it
   */
  boolean record(long rttNanos, boolean busy, long now) {
    long start = from.get();
    long age = now - start;
    if (age < 0) {
      restartIfTheClockSteppedBack(start, age, now);
      return false;
    }
    counts.record(rttNanos);
    int calls = (int) ends.addAndGet(busy ? BUSY + 1 : 1);
    return calls >= FEWEST_CALLS && age >= spacing() && from.compareAndSet(start, now);
  }

  private void restartIfTheClockSteppedBack(long start, long age, long now) {
    if (age < -2 * spacing()) {
      from.compareAndSet(start, now);
    }
  }

  /** One median duration, as far as it is known. */
  long spacing() {
    return Math.max(SHORTEST_PERIOD, (long) shortNanos);
  }

  /** Ends that come within the next median duration are passed over. */
  void pause(long now) {
    from.set(now + spacing());
  }

  /**
   * Learns from the period that is over and begins another.
   *
   * @return whether the limit was in use
   */
  boolean endPeriod() {
    long all = ends.getAndSet(0);
    double median = counts.percentile(50);
    counts.clear();
    boolean busy = 2 * (all >>> Integer.SIZE) >= (int) all;
    shortNanos = median;
    double usual = longNanos;
    if (usual == 0) {
      longNanos = median;
    } else if (!busy || median < CLEARLY_SHORTER * usual) {
      longNanos = usual + SMOOTHING * (median - usual);
    }
    return busy;
  }

  /** Whether calls take too long for a reason that a smaller limit would help. */
  boolean queued(double tolerance, double limit, double min) {
    if (shortNanos <= tolerance * longNanos) {
      limitBefore = 0;
      return false;
    }
    if (limitBefore == 0) {
      limitBefore = limit;
      longest = 0;
    }
    longest = Math.max(longest, shortNanos);
    if (limit <= Math.max(min, limitBefore / 2)) {
      limitBefore = 0;
      if (limit <= min || shortNanos > CLEARLY_SHORTER * longest) {
        longNanos = shortNanos;
        return false;
      }
    }
    return true;
  }

  double shortNanos() {
    return shortNanos;
  }

  double longNanos() {
    return longNanos;
  }
}
