package dev.retrofuse.engine.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Durations durations = new Durations(0);

  private static long[] counts(int... buckets) {
    long[] counts = new long[DurationStatus.bounds().length + 1];
    for (int bucket : buckets) {
      counts[bucket]++;
    }
    return counts;
  }

  @Test
  void aBoundBelongsToTheBucketBelow() {
    durations.record(0, 0);
    durations.record(MILLI, 0);
    durations.record(MILLI + 1, 0);
    durations.record(10_000 * MILLI, 0);
    durations.record(10_000 * MILLI + 1, 0);
    durations.record(-5, 0);
    assertArrayEquals(counts(0, 0, 1, 12, 13, 0), durations.status(0).counts());
    assertEquals(20_002 * MILLI + 2, durations.status(0).sumNanos());
  }

  @Test
  void percentilesAreThoseOfTheLastMinutes() {
    for (int i = 1; i <= 100; i++) {
      durations.record(i * MILLI, 0);
    }
    DurationStatus now = durations.status(0);
    assertEquals(50.0 * MILLI, now.medianNanos(), 50.0 * MILLI / 16);
    assertEquals(99.0 * MILLI, now.p99Nanos(), 99.0 * MILLI / 16);
    DurationStatus later = durations.status(TimeUnit.MINUTES.toNanos(5));
    assertEquals(0, later.medianNanos());
    assertArrayEquals(now.counts(), later.counts());
  }

  @Test
  void canBeAdded() {
    durations.record(2 * MILLI, 0);
    DurationStatus both = durations.status(0).plus(durations.status(0));
    assertArrayEquals(counts(1, 1), both.counts());
    assertEquals(4 * MILLI, both.sumNanos());
  }
}
