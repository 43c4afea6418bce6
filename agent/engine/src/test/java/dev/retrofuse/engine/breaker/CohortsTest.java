package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortsTest {
  private final Cohorts cohorts = Cohorts.of(SECOND, null);

  private void begin(long from, int calls) {
    for (int i = 0; i < calls; i++) {
      assertTrue(cohorts.begin(from + i * 10 * MILLISECOND));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_234_567_890_123L, -777_777_777L, -9_000_000_000_000_000_000L})
  void callsThatDoNotEndAreOverdueAfterTheThreshold(long start) {
    begin(start, 50);

    assertEquals(0, cohorts.overdue(start + SECOND / 2, SECOND, 10, 1));
    assertEquals(1, cohorts.overdue(start + SECOND + SECOND / 2, SECOND, 10, 1));
    assertEquals(0, cohorts.overdue(start + SECOND + SECOND / 2, SECOND, 51, 1), "too few");
    for (int i = 0; i < 50; i += 2) {
      cohorts.end(start + i * 10 * MILLISECOND);
    }
    assertEquals(0.5, cohorts.overdue(start + SECOND + SECOND / 2, SECOND, 40, 1), 0.05);
  }

  @Test
  void aFullTickFollowsNoFurtherCalls() {
    for (int i = 0; i < 63; i++) {
      assertTrue(cohorts.begin(0));
    }
    assertFalse(cohorts.begin(0));
    assertEquals(1, cohorts.overdue(SECOND + SECOND / 5, SECOND, 63, 1));
  }

  @Test
  void aCallThatEndsLateTakesNothingFromTheTickThatCameInstead() {
    begin(0, 10);
    long later = 1_000 * SECOND;
    begin(later, 50);
    for (int i = 0; i < 10; i++) {
      cohorts.end(i * 10 * MILLISECOND);
    }

    assertEquals(1, cohorts.overdue(later + SECOND + SECOND / 2, SECOND, 40, 1));
  }

  @Test
  void aThresholdThatIsNearlyTheSameKeepsWhatIsCounted() {
    assertSame(cohorts, Cohorts.of(SECOND + SECOND / 50, cohorts));
    assertNotSame(cohorts, Cohorts.of(4 * SECOND, cohorts));
  }

  @Test
  void threadsCountEachCallOutThatTheyCountedIn() throws InterruptedException {
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (long now = 0; now < 2 * SECOND; now += MILLISECOND / 50) {
                  if (cohorts.begin(now)) {
                    cohorts.end(now);
                  }
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(0, cohorts.overdue(3 * SECOND, SECOND, 10, 1));
  }
}
