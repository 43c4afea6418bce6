package dev.retrofuse.engine.window;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long the calls of a key took: all of them in a few buckets, the last ones closely. */
public final class Durations {
  /** What the last bucket but one reaches to, and so on, in seconds; ascending. */
  static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final long[] NANOS = nanos();
  private static final long RECENT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder sum = new LongAdder();
  private final LatencyHistogram recent;

  public Durations(long now) {
    recent = new LatencyHistogram(RECENT_NANOS, now);
  }

  private static long[] nanos() {
    long[] nanos = new long[BOUNDS.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Math.round(BOUNDS[i] * 1e9);
    }
    return nanos;
  }

  /** Counts a call that took so many nanoseconds and ended now. */
  public void record(long nanos, long now) {
    long took = Math.max(0, nanos); // the clock may have gone back
    int bucket = 0;
    while (bucket < NANOS.length && took > NANOS[bucket]) {
      bucket++;
    }
    buckets.getAndIncrement(bucket);
    sum.add(took);
    recent.record(took, now);
  }

  /** As they are now. */
  public DurationStatus status(long now) {
    long[] counts = new long[buckets.length()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets.get(i);
    }
    return new DurationStatus(
        counts, sum.sum(), recent.percentile(50, now), recent.percentile(99, now));
  }
}
