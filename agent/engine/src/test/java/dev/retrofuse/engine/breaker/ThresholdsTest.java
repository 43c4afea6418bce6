package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  private static Breaker.Builder half() {
    return Breaker.builder().minimumCalls(10).failureRate(0.5).slowCallRate(0.8);
  }

  @Test
  void theThresholdItselfIsEnough() {
    Thresholds thresholds = new Thresholds(half().build());

    assertNull(thresholds.exceeded(10, 4, 0));
    assertEquals("failure rate 50% (5 of 10 calls), threshold 50%", thresholds.exceeded(10, 5, 0));
    assertNull(thresholds.exceeded(9, 9, 0));
  }

  @Test
  void slowCallsAreJudgedOnlyWhereTheyAreDefined() {
    assertNull(new Thresholds(half().build()).exceeded(10, 0, 10));
    Thresholds thresholds = new Thresholds(half().slowCallNanos(500 * MILLISECOND).build());

    assertNull(thresholds.exceeded(10, 0, 7));
    assertEquals(
        "slow-call rate 80% (8 of 10 calls), threshold 80%, slow from 500ms",
        thresholds.exceeded(10, 0, 8));
    assertEquals(500 * MILLISECOND, thresholds.slowNanos());
  }

  @Test
  void binaryFractionsDoNotMoveTheThreshold() {
    for (int percent = 1; percent <= 100; percent++) {
      Thresholds thresholds = new Thresholds(half().failureRate(percent / 100.0).build());
      assertNotNull(thresholds.exceeded(100, percent, 0), percent + "%");
      assertNull(thresholds.exceeded(100, percent - 1, 0), percent + "%");
    }
  }

  @Test
  void aCountWindowSmallerThanTheMinimumStillDecides() {
    Breaker breaker = half().window(Window.count(5)).build();
    assertNotNull(new Thresholds(breaker).exceeded(5, 5, 0));
  }

  @Test
  void harmlessNeverSkipsTheCallThatTrips() {
    for (double rate : new double[] {0.01, 0.3, 0.5, 0.9, 1}) {
      Thresholds thresholds =
          new Thresholds(half().failureRate(rate).slowCallRate(rate).slowCallNanos(1).build());
      for (int calls = 0; calls < 60; calls++) {
        for (int failures = 0; failures <= calls; failures++) {
          assertHarmless(thresholds, calls, failures);
        }
      }
    }
  }

  private static void assertHarmless(Thresholds thresholds, int calls, int failures) {
    if (thresholds.exceeded(calls, failures, failures / 2) != null) {
      return;
    }
    int harmless = thresholds.harmless(calls, failures, failures / 2);
    assertTrue(harmless < 8);
    for (int more = 1; more <= harmless; more++) {
      assertNull(thresholds.exceeded(calls, failures + more, failures / 2 + more));
      assertNull(thresholds.exceeded(calls + more, failures + more, failures / 2 + more));
    }
  }
}
