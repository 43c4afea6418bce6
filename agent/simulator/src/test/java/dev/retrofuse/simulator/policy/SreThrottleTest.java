package dev.retrofuse.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SreThrottleTest {
  private static final long SECOND = 1_000_000_000L;

  private final SreThrottle policy = new SreThrottle(5 * SECOND, new SplittableRandom(1));

  @Test
  void refusesWhatExceedsTwiceTheAccepted() {
    assertEquals(2_000, letThrough(4_000, 0.25, 0), 50);
  }

  @Test
  void letsATenthThroughThatAllFails() {
    letThrough(1_000, 0, 0);
    assertEquals(1_000, letThrough(10_000, 0, 0), 100);
  }

  @Test
  void forgetsWhatIsOlderThanItsWindow() {
    letThrough(1_000, 0, 0);
    assertEquals(1_000, letThrough(1_000, 1, 6 * SECOND), 3);
  }

  /** How many tries came through to a server that takes at most a share of all that were wanted. */
  private int letThrough(int tries, double share, long now) {
    int through = 0;
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      if (policy.enter(0, now) >= 0) {
        boolean takes = taken < share * (i + 1);
        through++;
        taken += takes ? 1 : 0;
        policy.end(0, 0, takes ? Outcome.SUCCESS : Outcome.FAILURE, now);
      }
    }
    return through;
  }
}
