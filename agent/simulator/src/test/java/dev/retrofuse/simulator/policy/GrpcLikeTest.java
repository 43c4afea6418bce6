package dev.retrofuse.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GrpcLikeTest {
  private static final long SECOND = 1_000_000_000L;

  private final GrpcLike policy = new GrpcLike(0, 0);

  @Test
  void anIntervalOfFailuresEjectsTheHostAtItsEnd() {
    call(50, Outcome.FAILURE, 0);
    call(1, Outcome.FAILURE, 10 * SECOND - 1);
    assertEquals(Policy.REFUSED, policy.enter(0, 10 * SECOND));
  }

  @Test
  void tooFewOrTooGoodAnIntervalDoesNot() {
    call(49, Outcome.FAILURE, 0);
    call(1, Outcome.FAILURE, 10 * SECOND);
    call(84, Outcome.FAILURE, 11 * SECOND);
    call(16, Outcome.SUCCESS, 11 * SECOND);
    assertEquals(0, policy.enter(0, 20 * SECOND));
  }

  @Test
  void aBurstAcrossTheEdgeOfTwoIntervalsGoesUnseen() {
    call(49, Outcome.FAILURE, 10 * SECOND - 1);
    call(49, Outcome.FAILURE, 10 * SECOND);
    assertEquals(0, policy.enter(0, 20 * SECOND));
  }

  @Test
  void itComesBackAfterItsTime() {
    call(50, Outcome.FAILURE, 0);
    assertEquals(Policy.REFUSED, policy.enter(0, 10 * SECOND));
    assertEquals(Policy.REFUSED, policy.enter(0, 40 * SECOND - 1));
    assertEquals(0, policy.enter(0, 40 * SECOND));
  }

  @Test
  void retriesNeedMoreThanHalfOfTheTokens() {
    call(4, Outcome.FAILURE, 0);
    assertTrue(policy.mayRetry(false, 0));
    call(1, Outcome.FAILURE, 0);
    assertFalse(policy.mayRetry(false, 0));
    call(1, Outcome.SUCCESS, 0);
    assertTrue(policy.mayRetry(false, 0));
  }

  private void call(int times, Outcome outcome, long now) {
    for (int i = 0; i < times; i++) {
      assertEquals(0, policy.enter(0, now));
      policy.end(0, 0, outcome, now);
    }
  }
}
