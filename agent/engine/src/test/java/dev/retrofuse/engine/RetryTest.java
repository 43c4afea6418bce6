package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.waist.RetrofuseGuard.IDEMPOTENT;
import static dev.retrofuse.waist.RetrofuseGuard.ONCE;
import static dev.retrofuse.waist.RetrofuseGuard.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.retry.RetryBudgets;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Calls that are made again, through the guard. */
class RetryTest extends EngineFixture {
  private static final String MATCH = "- {name: pay, match: {http: {path: /**}}";
  private static final String RETRY = ", retry: {budget-floor: 0/s}";
  private static final IOException FAILURE = new IOException("reset");

  private RetrofuseGuard guard(String policies) {
    apply(MATCH + policies + "}");
    return http("http://shop:8080/x");
  }

  private static long again(RetrofuseGuard guard, int tries, int status, Throwable thrown) {
    return again(guard, guard.enter(), tries, IDEMPOTENT, status, null, thrown);
  }

  /** As the guard's own, but gives the next try up again. */
  private static long again(
      RetrofuseGuard guard,
      long permit,
      int tries,
      int nature,
      int status,
      String retryAfter,
      Throwable thrown) {
    long next = guard.again(permit, tries, nature, status, retryAfter, thrown);
    guard.leave(next);
    guard.end(next, 0, new CancellationException());
    return next;
  }

  @Test
  void eachTryIsACallOfItsOwn() {
    RetrofuseGuard guard = guard(RETRY + ", bulkhead: {max-concurrent: 1}");
    long permit = guard.again(guard.enter(), 1, IDEMPOTENT, 0, null, FAILURE);
    assertTrue(permit >= 0);
    assertEquals(1, status().concurrent());
    assertTrue(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
    assertTrue(guard.again(permit, 2, IDEMPOTENT, 200, null, null) < 0);
    assertEquals(2, status().calls());
    assertEquals(1, status().failures());
    assertEquals(0, status().concurrent());
    assertEquals(1, status().retry().made());
    assertEquals(1, status().retry().succeeded());
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
  }

  @Test
  void onlyWhatTheOtherSideFailedAt() {
    RetrofuseGuard guard = guard(RETRY);
    assertTrue(again(guard, 1, 503, null) >= 0);
    assertTrue(again(guard, 1, 0, FAILURE) >= 0);
    assertTrue(again(guard, 1, 200, null) < 0);
    assertTrue(again(guard, 1, 404, null) < 0);
    assertTrue(again(guard, 1, 500, null) < 0);
    assertTrue(again(guard, 1, 0, new CancellationException()) < 0);
    assertTrue(again(guard, 1, 0, new IllegalStateException("own")) < 0);
    assertEquals(2, status().retry().made());
  }

  @Test
  void aListedStatusThatIsNoFailureIsNotRepeated() {
    RetrofuseGuard guard = guard(", retry: {statuses: [404, 503]}");
    assertTrue(again(guard, 1, 404, null) < 0);
    assertTrue(again(guard, 1, 503, null) >= 0);
  }

  @Test
  void onceMeansOnce() {
    RetrofuseGuard guard = guard(", retry: {calls: all}");
    assertTrue(guard.again(guard.enter(), 1, ONCE, 503, null, null) < 0);
  }

  @Test
  void aRefusedTryEndsIt() {
    RetrofuseGuard guard = guard(RETRY + ", rate-limit: {rate: 1/h}");
    assertTrue(again(guard, 1, 503, null) < 0);
    assertEquals(1, status().calls());
    assertEquals(1, status().refused());
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
  }

  @Test
  void theBreakerThatThisFailureOpensIsNotWaitedFor() {
    RetrofuseGuard guard = guard(RETRY + ", breaker: {minimum-calls: 2, open-wait: 2s}");
    call(guard, 503, null);
    long before = ticker.nanos();
    assertTrue(again(guard, 1, 503, null) < 0);
    assertEquals(CircuitState.OPEN, status().state());
    assertEquals(before, ticker.nanos());
    assertEquals(0, status().retry().made());
    assertEquals(0, status().refused());
  }

  @Test
  void neverWhileTheThrottleRefusesSome() {
    RetrofuseGuard guard = guard(RETRY + ", throttle: {minimum-calls: 2}");
    int made = 0;
    for (int i = 0; i < 50; i++) {
      long permit = guard.enter();
      if (permit >= 0 && again(guard, permit, 1, IDEMPOTENT, 503, null, null) >= 0) {
        made++;
      }
    }
    assertTrue(made >= 1 && made <= 2, made + " retries");
  }

  @Test
  void anInterruptedThreadStops() {
    RetrofuseGuard guard = guard(RETRY);
    Thread.currentThread().interrupt();
    assertTrue(again(guard, 1, 503, null) < 0);
    assertTrue(Thread.interrupted());
    assertEquals(0, status().retry().made());
  }

  @Test
  void waitsAsLongAsItIsTold() {
    RetrofuseGuard guard = guard(RETRY);
    long before = ticker.nanos();
    assertTrue(again(guard, guard.enter(), 1, IDEMPOTENT, 503, "7", null) >= 0);
    assertTrue(ticker.nanos() - before >= 7 * SECOND);
    assertTrue(again(guard, guard.enter(), 1, IDEMPOTENT, 503, "11", null) < 0);
  }

  @Test
  void theBreakerWaitsAsLongAsItIsTold() {
    RetrofuseGuard guard =
        guard(", breaker: {minimum-calls: 2, open-wait: 2s, max-open-wait: 2s, jitter: 0%}");
    assertTrue(guard.retries(503));
    assertFalse(guard.retries(500));
    again(guard, guard.enter(), 1, ONCE, 503, "7", null);
    assertEquals(CircuitState.CLOSED, status().state());
    again(guard, guard.enter(), 1, ONCE, 503, "3", null);
    assertEquals(7_000, status().openForMillis());
    ticker.advance(7 * SECOND - 1);
    assertEquals(REJECTED, guard.enter());
    ticker.advance(1);
    again(guard, guard.enter(), 1, ONCE, 503, "3600", null);
    again(guard, guard.enter(), 1, ONCE, 503, null, null);
    assertEquals(20_000, status().openForMillis(), "ten times the longest wait");
  }

  @Test
  void aBreakerMayStopRetriesOnly() {
    RetrofuseGuard guard =
        guard(RETRY + ", breaker: {minimum-calls: 2, open-wait: 2s, max-refused: 0%}");
    assertTrue(again(guard, 1, 503, null) >= 0);
    call(guard, 503, null);
    assertEquals(CircuitState.OPEN, status().state());
    for (int i = 0; i < 20; i++) {
      assertTrue(again(guard, 1, 503, null) < 0);
    }
    assertEquals(1, status().retry().made());
    assertEquals(0, status().refused());
    ticker.advance(2 * SECOND + SECOND / 2);
    assertTrue(again(guard, 1, 503, null) < 0, "not of a trial call either");
    assertEquals(0, status().refused());
  }

  @Test
  void aBreakerThatTriesOrRecoversHasNoPlaceForRetries() {
    RetrofuseGuard guard =
        guard(RETRY + ", breaker: {minimum-calls: 10, open-wait: 1s, jitter: 0%, trial-calls: 3}");
    for (int i = 0; i < 200; i++) {
      call(guard, i < 100 ? 200 : 503, null);
    }
    ticker.advance(2 * SECOND);
    assertTrue(again(guard, 1, 503, null) < 0, "a failed trial call");
    assertEquals(CircuitState.HALF_OPEN, status().state());
    for (int i = 0; i < 3; i++) {
      call(guard, 200, null);
    }
    assertEquals(CircuitState.RECOVERING, status().state());
    for (int i = 0; i < 20; i++) {
      assertTrue(again(guard, 1, 503, null) < 0, "while it recovers");
    }
    assertEquals(0, status().retry().made());
  }

  @Test
  void offEndsIt() {
    RetrofuseGuard guard = guard(RETRY);
    long permit = guard.enter();
    engine.off();
    assertEquals(REJECTED, guard.again(permit, 1, IDEMPOTENT, 503, null, null));
  }

  @Test
  void observing() {
    for (String how : new String[] {", mode: observe", ", observe: retry"}) {
      RetrofuseGuard guard = guard(", retry: {attempts: 2}" + how);
      long before = status(how) == null ? 0 : status(how).retry().wouldRetry();
      assertTrue(again(guard, 1, 503, null) < 0);
      assertEquals(before + 1, status(how).retry().wouldRetry());
      assertEquals(0, status(how).retry().made());
    }
  }

  private GuardStatus status(String how) {
    return engine.status().isEmpty() ? null : engine.status().get(0);
  }

  @Test
  void figuresMayChangeUnderway() {
    RetrofuseGuard guard = guard(RETRY);
    while (again(guard, 1, 503, null) >= 0) {
      assertTrue(status().retry().made() <= RetryBudgets.CAP);
    }
    guard = guard(", retry: {budget: 20%, budget-floor: 0/s}");
    assertTrue(again(guard, 1, 503, null) < 0, "a new budget");
    assertEquals(RetryBudgets.CAP, status().retry().made());
  }

  /** Reading and writing, by two rules. */
  private RetrofuseGuard[] reads(String of, String policies) {
    apply(
        "- {name: reads, match: {http: {path: /r/**}}" + RETRY + of + "}",
        "- {name: writes, match: {http: {path: /w/**}}" + RETRY + policies + "}");
    return new RetrofuseGuard[] {http("http://shop:8080/r/x"), http("http://shop:8080/w/x")};
  }

  @Test
  void rulesForOneDependencyShareItsBudget() {
    RetrofuseGuard[] guards = reads("", "");
    assertEquals(RetryBudgets.CAP, spend(guards[0]));
    assertEquals(0, spend(guards[1]));
    for (int i = 0; i < 10; i++) {
      call(guards[1], 200, null);
    }
    assertEquals(1, spend(guards[0]), "what the other rule's calls have earned");
    assertEquals(RetryBudgets.CAP, spend(http("http://other:8080/w/x")), "another dependency");
  }

  @Test
  void aRuleForAllItsCallsHasABudgetOfItsOwn() {
    RetrofuseGuard[] guards = reads("", ", scope: rule");
    assertEquals(RetryBudgets.CAP, spend(guards[0]));
    assertEquals(RetryBudgets.CAP, spend(guards[1]));
    assertEquals(0, spend(http("http://other:8080/w/x")), "of the same rule");
  }

  @Test
  void whoObservesTakesNothingFromTheOthers() {
    RetrofuseGuard[] guards = reads("", ", mode: observe");
    assertEquals(0, spend(guards[1]));
    assertEquals(RetryBudgets.CAP, spend(guards[0]));
  }

  /** How many retries there are until there are none. */
  private static int spend(RetrofuseGuard guard) {
    int spent = 0;
    while (spent < 1_000 && again(guard, 1, 503, null) >= 0) {
      spent++;
    }
    return spent;
  }

  @Test
  void noRetryNoStatus() {
    RetrofuseGuard guard = guard(", breaker: {}");
    assertFalse(guard.retries(0));
    assertTrue(again(guard, 1, 503, null) < 0);
    assertNull(status().retry());
  }

  /** Section "storm": 50 threads call what fails always. */
  @Test
  void aStormIsHeldToItsBudget() throws Exception {
    RetrofuseGuard guard = guard(", retry: {attempts: 10, budget-floor: 0/s}");
    int calls = 50 * 200;
    LongAdder requests = new LongAdder();
    ExecutorService pool = Executors.newFixedThreadPool(50);
    try {
      Future<?>[] all = new Future<?>[50];
      for (int i = 0; i < all.length; i++) {
        all[i] = pool.submit(() -> storm(guard, calls / 50, requests));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(calls + RetryBudgets.CAP, requests.sum());
  }

  private static void storm(RetrofuseGuard guard, int calls, LongAdder requests) {
    for (int i = 0; i < calls; i++) {
      int tries = 0;
      for (long permit = guard.enter();
          permit >= 0;
          permit = guard.again(permit, ++tries, IDEMPOTENT, 503, null, null)) {
        requests.increment();
      }
    }
  }
}
