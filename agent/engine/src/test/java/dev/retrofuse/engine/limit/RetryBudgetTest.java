package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final RetryBudget.Share SHARE = share(0.1, 0);

  private static RetryBudget.Share share(double ratio, double floorPerSecond) {
    return new RetryBudget.Share(ratio, floorPerSecond);
  }

  private static int retry(RetryBudget budget, int times, long now) {
    return retry(budget, SHARE, times, now);
  }

  private static int retry(RetryBudget budget, RetryBudget.Share share, int times, long now) {
    int allowed = 0;
    for (int i = 0; i < times; i++) {
      allowed += budget.tryRetry(share, now) ? 1 : 0;
    }
    return allowed;
  }

  private static void succeed(RetryBudget budget, int times) {
    for (int i = 0; i < times; i++) {
      budget.success(SHARE);
    }
  }

  @Test
  void startsFullAndEndsEmpty() {
    RetryBudget budget = new RetryBudget(100, 0);

    assertEquals(100, retry(budget, 1_000, 0));
    assertEquals(0, retry(budget, 1_000, 1_000 * SECOND));
    assertEquals(0, budget.tokens());
  }

  @Test
  void tenSuccessesPayForARetry() {
    RetryBudget budget = new RetryBudget(100, 0);
    retry(budget, 100, 0);

    succeed(budget, 9);
    assertFalse(budget.tryRetry(SHARE, 0));
    budget.success(SHARE);
    assertTrue(budget.tryRetry(SHARE, 0));
    succeed(budget, 1_000_000);
    assertEquals(100, budget.tokens());
  }

  @Test
  void aTokenIsWhole() {
    RetryBudget budget = new RetryBudget(1, 0);
    assertEquals(1, retry(budget, 10, 0));
    succeed(budget, 9);

    assertFalse(budget.tryRetry(SHARE, 0));
    assertEquals(0.9, budget.tokens(), 1e-9);
  }

  @Test
  void theFloorAllowsSomeWithoutAnySuccess() {
    RetryBudget budget = new RetryBudget(10, 0);
    RetryBudget.Share two = share(0.1, 2);

    assertEquals(12, retry(budget, two, 100, 0));
    assertEquals(0, retry(budget, two, 100, SECOND / 4));
    assertEquals(1, retry(budget, two, 100, SECOND / 2));
    assertEquals(2, retry(budget, two, 100, 100 * SECOND));
  }

  @Test
  void theFloorsOfPlacesDoNotAddUp() {
    RetryBudget budget = new RetryBudget(10, 0);
    RetryBudget.Share two = share(0.1, 2);
    RetryBudget.Share twoAsWell = share(0.5, 2);
    RetryBudget.Share oneInAMinute = share(0.1, 1 / 60.0);
    retry(budget, 10, 0);

    assertEquals(2, retry(budget, two, 100, 0));
    assertEquals(0, retry(budget, twoAsWell, 100, 0));
    assertEquals(0, retry(budget, oneInAMinute, 100, 0));
    assertEquals(1, retry(budget, oneInAMinute, 100, 2 * SECOND));
    assertEquals(0, retry(budget, two, 100, 50 * SECOND), "what the other has taken ahead");
    assertEquals(0, retry(budget, two, 100, 60 * SECOND), "and is not cut to a second of this one");
    assertEquals(2, retry(budget, two, 100, 62 * SECOND));
  }

  @Test
  void retriesAreAShareOfTheSuccesses() {
    Random random = new Random(5);
    RetryBudget budget = new RetryBudget(100, 0);
    int successes = 0;
    int retries = 0;
    for (int i = 0; i < 1_000_000; i++) {
      double failing = i / 100_000 % 2 == 0 ? 0.05 : 0.95;
      if (random.nextDouble() >= failing) {
        budget.success(SHARE);
        successes++;
      } else {
        retries += budget.tryRetry(SHARE, 0) ? 1 : 0;
      }
      assertTrue(retries <= 100 + 0.1 * successes + 1e-6, retries + " of " + successes);
    }
    assertTrue(retries > 20_000, "retries " + retries);
  }

  @Test
  void tenMillionDecisionsOnTwoThreadsLoseNoToken() throws InterruptedException {
    RetryBudget budget = new RetryBudget(1_000_000, 0);
    int[] tokens = new int[2]; // in tenths; a retry that is cancelled gives none back
    tokens[0] = -10 * retry(budget, 500_000, 0);
    Thread[] threads = new Thread[2];
    for (int t = 0; t < threads.length; t++) {
      int of = t;
      threads[t] = new Thread(() -> tokens[of] += decide(budget, new Random(of)));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(1_000_000 + (tokens[0] + tokens[1]) / 10.0, budget.tokens(), 1e-6);
  }

  /** What the tokens change by, in tenths. */
  private static int decide(RetryBudget budget, Random random) {
    int tenths = 0;
    for (int i = 0; i < 5_000_000; i++) {
      int what = random.nextInt(11_000);
      if (what < 1_000) {
        tenths -= budget.tryRetry(SHARE, 0) ? 10 : 0;
      } else {
        budget.success(SHARE);
        tenths++;
      }
    }
    return tenths;
  }

  @Test
  void eachPlaceBringsWhatItsOwnFiguresSay() {
    RetryBudget budget = new RetryBudget(100, 0);
    retry(budget, 70, 0);

    budget.success(share(0.5, 0));
    assertEquals(30.5, budget.tokens());
    budget.success(share(0, 0));
    assertEquals(30.5, budget.tokens());
    assertEquals(30, retry(budget, 100, 0));
    assertEquals(3, retry(budget, share(0.1, 3), 100, 0));
  }

  @Test
  void knowsWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new RetryBudget(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new RetryBudget(1_000_001, 0));
    assertThrows(IllegalArgumentException.class, () -> share(1.1, 0));
    assertThrows(IllegalArgumentException.class, () -> share(0.1, -1));
  }
}
