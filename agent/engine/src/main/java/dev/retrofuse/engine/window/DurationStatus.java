package dev.retrofuse.engine.window;

import java.util.Arrays;

/** How long calls took. Immutable. */
public final class DurationStatus {
  private final long[] counts;
  private final long sumNanos;
  private final long medianNanos;
  private final long p99Nanos;

  DurationStatus(long[] counts, long sumNanos, long medianNanos, long p99Nanos) {
    this.counts = counts;
    this.sumNanos = sumNanos;
    this.medianNanos = medianNanos;
    this.p99Nanos = p99Nanos;
  }

  /** The upper bounds of all buckets but the last, which has none, in seconds; inclusive. */
  public static double[] bounds() {
    return Durations.BOUNDS.clone();
  }

  /** How many calls ended with a duration within each bucket, one more than there are bounds. */
  public long[] counts() {
    return counts.clone();
  }

  /** What they took together. */
  public long sumNanos() {
    return sumNanos;
  }

  /** The median of the last one to two minutes, within 1/16; 0 if no call ended in them. */
  public long medianNanos() {
    return medianNanos;
  }

  /** As {@link #medianNanos}, what 99 of 100 calls did not exceed. */
  public long p99Nanos() {
    return p99Nanos;
  }

  /** Both together, but for the percentiles, which are 0. */
  public DurationStatus plus(DurationStatus other) {
    long[] both = counts();
    for (int i = 0; i < both.length; i++) {
      both[i] += other.counts[i];
    }
    return new DurationStatus(both, sumNanos + other.sumNanos, 0, 0);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
