package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatencyTrendTest {
  private final LatencyTrend trend = new LatencyTrend(0);
  private long now;

  private void period(long rtt) {
    do {
      now += MILLISECOND;
    } while (!trend.record(rtt, true, 100, now));
    trend.endPeriod();
  }

  @Test
  void theFirstCallsToEndAreTheShortOnesAndTeachNothing() {
    period(5 * MILLISECOND);
    period(20 * MILLISECOND);

    assertEquals(20 * MILLISECOND, trend.longNanos(), 20 * MILLISECOND / 16.0);
  }
}
