package dev.retrofuse.engine.limit;

import dev.retrofuse.engine.window.LatencyCounts;
import java.util.concurrent.atomic.AtomicLong;

/** What calls take now, and what they take when there is no queue of our making. */
final class LatencyTrend {
  /*
   * Ends of calls are counted in periods. A period lasts for one median duration, 5 ms and 20 to 100 calls at
   * least, and gives their median, the short one. After a limit was made smaller there is a pause of one
   * median duration: calls that end in it were queued under the old limit and say nothing of the new one.
   *
   * The long median is learned without ever lowering the limit to probe:
   * - from periods that did not use half of the limit, for their calls queued for nobody of ours;
   * - downwards from any period that is clearly shorter: there was less of a queue than was thought;
   * - from a period after the limit was halved in vain. Had the queue been ours, half the limit would have
   *   halved it. So it is the dependency that has become slower, and this is what it takes now.
   * It is never learned upwards from calls that used the limit. If it were, a queue that stays
   * would become what is usual, the limit would grow, and the queue with it, without end.
   *
   * What is learned in one direction only drifts with the noise of medians; of 100 calls of exponential durations that
   * is 14 %. So what counts as clearly shorter is three times that away.
   */
  private static final int FEWEST_CALLS = 20;
  private static final int ENOUGH_CALLS = 100;
  private static final int CALLS_PER_LIMIT = 10;
  private static final long SHORTEST_PERIOD = 5_000_000L;
  private static final double CLEARLY_SHORTER = 0.6;
  private static final double IN_VAIN = 0.65;
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
   * @param limit how many may be under way
   * @return whether the period is over; said to one thread, which has to {@link #endPeriod} it
   */
  boolean record(long rttNanos, boolean busy, int limit, long now) {
    long start = from.get();
    long age = now - start;
    if (age < 0) {
      restartIfTheClockSteppedBack(start, age, now);
      return false;
    }
    counts.record(rttNanos);
    int calls = (int) ends.addAndGet(busy ? BUSY + 1 : 1);
    return calls >= enough(limit) && age >= spacing() && from.compareAndSet(start, now);
  }

  /** More calls make a better median; a small limit has not so many in a reasonable time. */
  private static int enough(int limit) {
    return Math.max(FEWEST_CALLS, (int) Math.min(ENOUGH_CALLS, (long) CALLS_PER_LIMIT * limit));
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
    double usual = longNanos;
    if (usual == 0) {
      // Of the very first calls the short ones end first: only the next period is like all others.
      longNanos = shortNanos == 0 ? 0 : median;
    } else if (!busy || median < CLEARLY_SHORTER * usual) {
      longNanos = usual + SMOOTHING * (median - usual);
    }
    shortNanos = median;
    return busy && longNanos != 0;
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
      if (limit <= min || shortNanos > IN_VAIN * longest) {
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
