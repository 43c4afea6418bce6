package dev.retrofuse.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class Resilience4jLikeTest {
  private static final long SECOND = 1_000_000_000L;

  private final Resilience4jLike policy = new Resilience4jLike(100, 60 * SECOND);

  @Test
  void opensWhenHalfOfTheLastHundredFailed() {
    call(60, Outcome.SUCCESS, 0);
    call(49, Outcome.FAILURE, 0);
    assertEquals(0, policy.trips());
    call(1, Outcome.TIMEOUT, 0);
    assertEquals(1, policy.trips());
    assertEquals(Policy.REFUSED, policy.enter(0, 60 * SECOND - 1));
  }

  @Test
  void forgetsWhatIsOlderThanAHundredCalls() {
    call(49, Outcome.FAILURE, 0);
    call(100, Outcome.SUCCESS, 0);
    call(49, Outcome.FAILURE, 0);
    assertEquals(0, policy.trips());
    call(1, Outcome.FAILURE, 0);
    assertEquals(1, policy.trips());
  }

  @Test
  void closesAfterTenTrialCallsThatWentWell() {
    call(100, Outcome.FAILURE, 0);
    call(10, Outcome.SUCCESS, 60 * SECOND);
    call(50, Outcome.SUCCESS, 60 * SECOND);
  }

  @Test
  void opensAgainAfterTrialCallsThatFailed() {
    call(100, Outcome.FAILURE, 0);
    call(10, Outcome.FAILURE, 60 * SECOND);
    assertEquals(2, policy.trips());
    assertEquals(Policy.REFUSED, policy.enter(0, 61 * SECOND));
  }

  @Test
  void trialCallsThatNeverEndLeaveItHalfOpenForEver() {
    call(100, Outcome.FAILURE, 0);
    for (int trial = 0; trial < 10; trial++) {
      assertEquals(0, policy.enter(0, 60 * SECOND));
    }
    assertEquals(Policy.REFUSED, policy.enter(0, 86_400 * SECOND));
  }

  @Test
  void oldResultsCloseItWithoutOneTrialCallThatEnded() {
    call(100, Outcome.FAILURE, 0);
    assertEquals(0, policy.enter(0, 60 * SECOND));
    for (int old = 0; old < 10; old++) {
      policy.end(0, 0, Outcome.SUCCESS, 60 * SECOND);
    }
    call(50, Outcome.SUCCESS, 60 * SECOND);
  }

  @Test
  void doesNotRetryWhatItRefused() {
    assertFalse(policy.mayRetry(true, 0));
  }

  private void call(int times, Outcome outcome, long now) {
    for (int i = 0; i < times; i++) {
      assertEquals(0, policy.enter(0, now));
      policy.end(0, 0, outcome, now);
    }
  }
}
