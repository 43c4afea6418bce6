package dev.retrofuse.engine.timeout;

import dev.retrofuse.engine.window.LatencyHistogram;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How long the calls of one key take, and how many are and were cut. Thread-safe, lock-free. */
public final class Times {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int FEWEST = 20;

  private final LatencyHistogram histogram;
  private final AtomicInteger cutting = new AtomicInteger();
  private final LongAdder cut = new LongAdder();
  private final LongAdder wouldCut = new LongAdder();

  /** The median is looked up anew after {@link #FRESH_NANOS}, not at each call. */
  private final AtomicLong lookedUp;

  private volatile long median;
  private final AtomicLong probed;

  public Times(long now) {
    histogram = new LatencyHistogram(WINDOW_NANOS, now);
    lookedUp = new AtomicLong(now);
    probed = new AtomicLong(now);
  }

  /**
   * Whether a call can be expected to end in time: most calls of late took no longer. One call in a
   * second is let go all the same, or nothing would be known of those that follow.
   *
   * @param left nanoseconds
   */
  public boolean allows(long left, long now) {
    return left > 0 && (left >= median(now) || isFirstAfter(PROBE_NANOS, probed, now));
  }

  /** Nanoseconds; 0 when too few calls ended of late. */
  public long median(long now) {
    if (isFirstAfter(FRESH_NANOS, lookedUp, now)) {
      median = histogram.count(now) < FEWEST ? 0 : histogram.percentile(50, now);
    }
    return median;
  }

  private static boolean isFirstAfter(long nanos, AtomicLong last, long now) {
    long before = last.get();
    long since = now - before;
    // A negative time means that the clock went back.
    return (since >= nanos || since < 0) && last.compareAndSet(before, now);
  }

  void record(long nanos, long now) {
    histogram.record(nanos, now);
  }

  /** Whether one more call may be cut now; then {@link #endCut} must follow. */
  boolean beginCut(int most) {
    boolean begins = cutting.incrementAndGet() <= most;
    if (!begins) {
      cutting.decrementAndGet();
    }
    return begins;
  }

  void endCut() {
    cutting.decrementAndGet();
  }

  void addCut() {
    cut.increment();
  }

  void addWouldCut() {
    wouldCut.increment();
  }

  /** Calls that a time-out ended. */
  public long cut() {
    return cut.sum();
  }

  /** Calls that took longer than a time-out that only observes. */
  public long wouldCut() {
    return wouldCut.sum();
  }
}
