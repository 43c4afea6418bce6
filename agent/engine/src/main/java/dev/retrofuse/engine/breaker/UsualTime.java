package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.window.LatencyHistogram;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long calls usually take, for a slow-call threshold that follows it: so many times the median,
 * or half so many times the 95th percentile where that is longer, of the last five to ten minutes.
 *
 * <p>An outage must not become what is usual, but what is slower for good must: the threshold rises
 * by a tenth per minute at most, and falls at once. Trial calls are learned from like all others.
 * Thread-safe, lock-free.
 */
public final class UsualTime {
  private static final long SPAN = TimeUnit.MINUTES.toNanos(5);
  private static final long LOOK_AFTER = TimeUnit.SECONDS.toNanos(10);
  private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final double RISE_PER_MINUTE = 1.1;
  private static final int FEWEST = 100;

  /** Below it, the pauses of any JVM would be slow calls. */
  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(10);

  /** A threshold that differs by less is not worth an edit of the breaker. */
  private static final double WORTH_IT = 0.05;

  private final LatencyHistogram times;
  private final AtomicLong looked;

  /** As it is learned, look by look; 0 as long as too little is known. */
  private volatile double exact;

  /** As it was told last. */
  private volatile long threshold;

  /**
   * @param now monotonic nanoseconds
   */
  public UsualTime(long now) {
    times = new LatencyHistogram(SPAN, now);
    looked = new AtomicLong(now);
  }

  /**
   * A call that was answered well took so many nanoseconds.
   *
   * @param factor so many times as long as usual is slow
   * @return whether {@link #threshold} is another one now
   */
  public boolean record(long nanos, double factor, long now) {
    times.record(nanos, now);
    long before = looked.get();
    return now - before >= LOOK_AFTER
        && looked.compareAndSet(before, now)
        && times.count(now) >= FEWEST
        && learn(factor, now - before, now);
  }

  private boolean learn(double factor, long sinceLook, long now) {
    double usual = Math.max((double) times.percentile(50, now), times.percentile(95, now) / 2.0);
    // Of each look by itself, or quiet hours would save up a rise for the first outage.
    double rise = Math.pow(RISE_PER_MINUTE, sinceLook / MINUTE);
    double most = exact == 0 ? Long.MAX_VALUE : exact * rise;
    double next = Math.max((double) LEAST, Math.min(most, factor * usual));
    exact = next;
    long told = threshold;
    if (Math.abs(next - told) <= WORTH_IT * told) {
      return false;
    }
    threshold = (long) next;
    return true;
  }

  /** Nanoseconds; 0 as long as too little is known. */
  public long threshold() {
    return threshold;
  }
}
