package dev.retrofuse.engine.window;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
  private static final long HOUR = 3_600 * SECOND;

  private static LatencyHistogram with(long nanos) {
    LatencyHistogram histogram = new LatencyHistogram(SECOND, 0);
    histogram.record(nanos, 0);
    return histogram;
  }

  @Test
  void aDurationIsKnownWithinASixteenth() {
    Random random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      long nanos = (long) Math.pow(2, 10 + 26 * random.nextDouble());
      assertEquals(nanos, with(nanos).percentile(50, 0), nanos / 16.0 + 1, "of " + nanos);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 1_023})
  void whatIsShorterCountsAsTheShortest(long nanos) {
    assertEquals(1_088, with(nanos).percentile(50, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {69 * SECOND, HOUR, Long.MAX_VALUE})
  void whatIsLongerCountsAsTheLongest(long nanos) {
    assertEquals(66.5 * SECOND, with(nanos).percentile(50, 0), SECOND);
  }

  @Test
  void percentilesAreThoseOfTheSortedDurations() {
    Random random = new Random(4);
    LatencyHistogram histogram = new LatencyHistogram(SECOND, 0);
    long[] all = new long[9_999];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) (10 * MILLISECOND * Math.exp(random.nextGaussian()));
      histogram.record(all[i], i % 2 * SECOND);
    }
    Arrays.sort(all);
    for (double p : new double[] {0, 1, 25, 50, 90, 99, 99.9, 100}) {
      long exact = all[(int) Math.max(0, Math.ceil(p / 100 * all.length) - 1)];
      assertEquals(exact, histogram.percentile(p, SECOND), exact / 16.0 + 1, "p" + p);
    }
  }

  @Test
  void looksBackOneToTwoWindows() {
    LatencyHistogram histogram = with(MILLISECOND);
    assertTrue(histogram.percentile(50, 2 * SECOND - 1) > 0);
    assertEquals(0, histogram.percentile(50, 2 * SECOND));

    histogram.record(SECOND, SECOND);
    assertEquals(MILLISECOND, histogram.percentile(50, SECOND), MILLISECOND / 16);
    histogram.record(SECOND, 2 * SECOND);
    assertEquals(SECOND, histogram.percentile(1, 2 * SECOND), SECOND / 16);
  }

  @Test
  void nothingIsKnownOfNoCalls() {
    assertEquals(0, new LatencyHistogram(SECOND, 0).percentile(50, 0));
  }

  @Test
  void forgetsAllAfterAStall() {
    LatencyHistogram histogram = with(MILLISECOND);
    for (long seconds = 2; seconds < 100; seconds++) {
      assertEquals(0, histogram.percentile(50, seconds * SECOND));
    }
    histogram.record(SECOND, 99 * SECOND);
    assertEquals(SECOND, histogram.percentile(1, 99 * SECOND), SECOND / 16);
  }

  @Test
  void aLateThreadCountsInTheWindowBeforeAndClearsNothing() {
    LatencyHistogram histogram = with(MILLISECOND);
    histogram.record(SECOND, SECOND);
    histogram.record(SECOND, SECOND - 1);
    histogram.record(SECOND, SECOND);

    assertEquals(MILLISECOND, histogram.percentile(25, SECOND), MILLISECOND / 16);
    assertEquals(SECOND, histogram.percentile(26, SECOND), SECOND / 16);
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 100 * 24 * HOUR, -100 * 24 * HOUR})
  void isItselfAgainAfterAClockStep(long step) {
    LatencyHistogram histogram = new LatencyHistogram(SECOND, 0);
    for (int i = 0; i < 1_000; i++) {
      histogram.record(MILLISECOND, 100 * SECOND);
    }
    long now = 100 * SECOND + step;
    for (int i = 0; i < 30; i++) {
      histogram.record(SECOND, now);
      now += SECOND / 10;
    }
    assertEquals(SECOND, histogram.percentile(1, now), SECOND / 16);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE, Long.MIN_VALUE})
  void worksAcrossTheWrapsOfTheClock(long wrap) {
    LatencyHistogram histogram = new LatencyHistogram(SECOND, wrap - 10 * SECOND);
    for (int i = -90; i < 200; i++) {
      histogram.record(MILLISECOND, wrap + i * SECOND / 10);
      assertEquals(MILLISECOND, histogram.percentile(50, wrap + i * SECOND / 10), MILLISECOND / 16);
    }
  }
}
