package dev.retrofuse.engine.retry;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.waist.RetrofuseGuard.IDEMPOTENT;
import static dev.retrofuse.waist.RetrofuseGuard.ONCE;
import static dev.retrofuse.waist.RetrofuseGuard.REPEATABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.limit.RetryBudget;
import dev.retrofuse.rules.Retry;
import dev.retrofuse.rules.RuleFile;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final String NO_FLOOR = "budget-floor: 0/s";
  private static final long FOREVER = Long.MAX_VALUE;
  private static final int CAP = RetryBudgets.CAP;

  private final long now = -5 * SECOND;

  private static Retry figures(String keys) {
    String rule = "{ name: x, match: { http: {} }, retry: { " + keys + " } }";
    return RuleFile.parse("f", "rules: [" + rule + "]").ruleSet().rules().get(0).retry();
  }

  private Retries retries(String keys) {
    return new Retries(figures(keys), new RetryBudget(CAP, now), now);
  }

  private long next(Retries retries, int tries, double chance) {
    return retries.next(tries, IDEMPOTENT, null, 0, FOREVER, chance, true, now);
  }

  private long after(Retries retries, String retryAfter) {
    return retries.next(1, IDEMPOTENT, retryAfter, 0, FOREVER, 0.5, true, now);
  }

  @Test
  void waitsByFullJitter() {
    Retries retries = retries("attempts: 10, back-off: 100ms, max-back-off: 1s, budget: 100%");
    assertEquals(0, next(retries, 1, 0));
    assertEquals(50 * MILLISECOND, next(retries, 1, 0.5));
    assertEquals(100 * MILLISECOND, next(retries, 2, 0.5));
    assertEquals(200 * MILLISECOND, next(retries, 3, 0.5));
    assertEquals(500 * MILLISECOND, next(retries, 9, 0.5));
    Random chance = new Random(7);
    for (int i = 0; i < 50; i++) {
      retries.answered(1);
      long wait = next(retries, 4, chance.nextDouble());
      assertTrue(wait >= 0 && wait < 800 * MILLISECOND, () -> wait + " ns");
    }
  }

  @Test
  void endsWithTheAttempts() {
    Retries retries = retries("attempts: 3");
    assertTrue(next(retries, 2, 0) >= 0);
    assertEquals(Retries.NONE, next(retries, 3, 0));
    assertEquals(0, retries.status().outOfBudget());
  }

  @Test
  void onlyCallsThatMayBeMadeTwice() {
    Retries cautious = retries("");
    assertEquals(Retries.NONE, cautious.next(1, ONCE, null, 0, FOREVER, 0, true, now));
    assertEquals(Retries.NONE, cautious.next(1, REPEATABLE, null, 0, FOREVER, 0, true, now));
    Retries bold = retries("calls: all");
    assertEquals(Retries.NONE, bold.next(1, ONCE, null, 0, FOREVER, 0, true, now));
    assertEquals(0, bold.next(1, REPEATABLE, null, 0, FOREVER, 0, true, now));
  }

  @Test
  void onlyStatusesThatSayComeAgain() {
    Retries retries = retries("statuses: [503, 504]");
    assertTrue(retries.mayFollow(0));
    assertTrue(retries.mayFollow(503));
    assertFalse(retries.mayFollow(502));
  }

  @Test
  void staysAwayAsLongAsItIsTold() {
    Retries retries = retries("back-off: 100ms, max-back-off: 500ms");
    assertEquals(3 * SECOND + 50 * MILLISECOND, after(retries, "3"));
    assertEquals(5 * SECOND + 50 * MILLISECOND, after(retries, "5"));
    assertEquals(Retries.NONE, after(retries, "6"));
    assertEquals(Retries.NONE, after(retries, "99999999999"));
    assertEquals(50 * MILLISECOND, after(retries, "soon"));
    assertEquals(3, retries.status().made());
  }

  @Test
  void doesNotWaitForARefusal() {
    Retries retries = retries("back-off: 100ms, " + NO_FLOOR);
    long blocked = retries.next(1, IDEMPOTENT, null, SECOND, FOREVER, 0.5, true, now);
    assertEquals(Retries.NONE, blocked);
    assertEquals(0, retries.status().outOfBudget());
    long open = 40 * MILLISECOND;
    assertEquals(
        50 * MILLISECOND, retries.next(1, IDEMPOTENT, null, open, FOREVER, 0.5, true, now));
  }

  @Test
  void waitsForNoTryThatComesTooLate() {
    Retries retries = retries("back-off: 100ms");
    long wait = 50 * MILLISECOND;
    assertEquals(Retries.NONE, retries.next(1, IDEMPOTENT, null, 0, wait - 1, 0.5, true, now));
    assertEquals(Retries.NONE, retries.next(1, IDEMPOTENT, "2", 0, SECOND, 0.5, true, now));
    assertEquals(0, retries.status().made());
    assertEquals(wait, retries.next(1, IDEMPOTENT, null, 0, wait, 0.5, true, now));
  }

  @Test
  void successesPayForRetries() {
    Retries retries = retries(NO_FLOOR);
    assertEquals(CAP, spend(retries));
    for (int i = 0; i < 25; i++) {
      retries.answered(1);
    }
    assertEquals(2, spend(retries));
    assertEquals(2, retries.status().outOfBudget());
    assertEquals(CAP + 2, retries.status().made());
    assertEquals(0, retries.status().succeeded());
    retries.answered(2);
    assertEquals(1, retries.status().succeeded());
  }

  /** How many retries there are until there are none. */
  private int spend(Retries retries) {
    int spent = 0;
    while (spent < 1_000 && next(retries, 1, 0) >= 0) {
      spent++;
    }
    return spent;
  }

  @Test
  void theFloorIsForDependenciesOfFewCalls() {
    Retries retries = retries("budget-floor: 2/s");
    assertEquals(CAP + 2, spend(retries));
    assertEquals(
        0,
        retries.next(1, IDEMPOTENT, null, 0, FOREVER, 0, true, now + SECOND),
        "one second later");
  }

  @Test
  void anEditKeepsWhatIsLeft() {
    Retries retries = retries(NO_FLOOR);
    spend(retries);
    retries.configure(figures("budget: 100%, attempts: 2, " + NO_FLOOR));
    assertEquals(0, spend(retries));
    retries.answered(1);
    assertEquals(1, spend(retries));
    assertEquals(Retries.NONE, next(retries, 2, 0));
  }

  @Test
  void observingCountsButRepeatsNothing() {
    Retries retries = retries(NO_FLOOR);
    for (int i = 0; i < CAP + 5; i++) {
      assertEquals(Retries.NONE, retries.next(1, IDEMPOTENT, null, 0, FOREVER, 0, false, now));
    }
    assertEquals(CAP, retries.status().wouldRetry());
    assertEquals(5, retries.status().outOfBudget());
    assertEquals(0, retries.status().made());
  }

  /** 50 threads, figures that change all the time, and still no more retries than were earned. */
  @Test
  void theBudgetHoldsUnderLoadAndEdits() throws Exception {
    int threads = 50;
    int callsEach = 2_000;
    Retries retries = retries(NO_FLOOR);
    Retry[] edits = {figures("attempts: 4, " + NO_FLOOR), figures("back-off: 1ms, " + NO_FLOOR)};
    LongAdder successes = new LongAdder();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Future<?>[] all = new Future<?>[threads];
      for (int i = 0; i < threads; i++) {
        Random chance = new Random(i);
        all[i] =
            pool.submit(
                () -> {
                  for (int call = 0; call < callsEach; call++) {
                    if (call % 100 == 0) {
                      retries.configure(edits[call / 100 % 2]);
                    }
                    if (chance.nextInt(3) == 0) {
                      retries.answered(1);
                      successes.increment();
                    } else {
                      next(retries, 1, chance.nextDouble());
                    }
                  }
                });
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
    spend(retries);
    double earned = CAP + 0.1 * successes.sum();
    long made = retries.status().made();
    assertTrue(made <= earned + 1e-3, made + " of " + earned);
    // A full budget earns nothing, which is so at the beginning only.
    assertTrue(made >= 0.1 * successes.sum(), made + " of " + earned);
  }
}
