package dev.retrofuse.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EnvoyLikeTest {
  private static final long SECOND = 1_000_000_000L;

  private final EnvoyLike policy = new EnvoyLike(0, 0);

  @Test
  void fiveFailuresInARowEjectTheHost() {
    fail(4, 0);
    succeed(0);
    fail(4, 0);
    assertEquals(0, policy.trips());
    fail(1, 0);
    assertEquals(Policy.REFUSED, policy.enter(0, 0));
  }

  @Test
  void itComesBackWholeAtTheSweepAfterItsTime() {
    fail(5, SECOND);
    assertEquals(Policy.REFUSED, policy.enter(0, 40 * SECOND - 1));
    for (int i = 0; i < 50; i++) {
      assertTrue(policy.enter(0, 40 * SECOND) >= 0);
    }
  }

  @Test
  void theSecondTimeTakesTwiceAsLong() {
    fail(5, 0);
    fail(5, 30 * SECOND);
    assertEquals(2, policy.trips());
    assertEquals(Policy.REFUSED, policy.enter(0, 90 * SECOND - 1));
    assertTrue(policy.enter(0, 90 * SECOND) >= 0);
  }

  @Test
  void retriesAreAFifthOfTheCallsUnderWayButThree() {
    assertTrue(policy.mayRetry(false, 0));
    assertTrue(policy.mayRetry(false, 0));
    assertTrue(policy.mayRetry(false, 0));
    assertFalse(policy.mayRetry(false, 0));
    for (int i = 0; i < 20; i++) {
      policy.enter(0, 0);
    }
    assertTrue(policy.mayRetry(false, 0));
    assertFalse(policy.mayRetry(false, 0));
    policy.end(policy.again(0, 0), 0, Outcome.SUCCESS, 0);
    assertTrue(policy.mayRetry(false, 0));
  }

  private void fail(int times, long now) {
    for (int i = 0; i < times; i++) {
      policy.end(policy.enter(0, now), 0, Outcome.FAILURE, now);
    }
  }

  private void succeed(long now) {
    policy.end(policy.enter(0, now), 0, Outcome.SUCCESS, now);
  }
}
