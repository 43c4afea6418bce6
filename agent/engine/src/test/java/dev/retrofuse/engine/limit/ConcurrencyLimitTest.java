package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimitTest {
  private static final long RTT = 20 * MILLISECOND;
  private long now;

  private static ConcurrencyLimit aimd(int initial) {
    return new ConcurrencyLimit(LimitAlgorithm.AIMD, initial, 2, 200, 0);
  }

  private static int enter(ConcurrencyLimit limit, double share) {
    int admitted = 0;
    while (limit.tryEnter(share)) {
      admitted++;
    }
    return admitted;
  }

  /** As many calls at once as asked for and let in, one ending after the other, each replaced. */
  private void rounds(ConcurrencyLimit limit, int rounds, int atOnce, long rtt) {
    int held = 0;
    for (int i = 0; i < rounds * atOnce; i++) {
      while (held < atOnce && limit.tryEnter()) {
        held++;
      }
      now += rtt / held;
      limit.leave(rtt, false, now);
      held--;
    }
    for (; held > 0; held--) {
      limit.leave();
    }
  }

  private void overload(ConcurrencyLimit limit) {
    assertTrue(limit.tryEnter());
    limit.leave(RTT, true, now);
  }

  @Test
  void admitsUpToTheLimitAndBySharesLess() {
    ConcurrencyLimit limit = aimd(20);

    assertEquals(10, enter(limit, 0.5));
    assertEquals(10, enter(limit, 1));
    assertFalse(limit.tryEnter());
    assertEquals(20, limit.inFlight());
    limit.leave();
    assertEquals(1, enter(limit, 1));
  }

  @Test
  void growsByOneForEachLimitsWorthOfGoodCalls() {
    ConcurrencyLimit limit = aimd(20);
    rounds(limit, 1, 20, RTT);
    assertEquals(20, limit.limit(), 1);
    rounds(limit, 9, 20, RTT);

    assertEquals(29, limit.limit(), 1);
  }

  @Test
  void doesNotGrowWhereItLimitsNobody() {
    ConcurrencyLimit limit = aimd(20);
    rounds(limit, 1_000, 9, RTT);

    assertEquals(20, limit.limit());
  }

  @Test
  void anOverloadTakesATenthAtMostOncePerMedian() {
    ConcurrencyLimit limit = aimd(100);
    rounds(limit, 10, 40, RTT);
    overload(limit);
    assertEquals(90, limit.limit());
    for (int i = 0; i < 50; i++) {
      overload(limit);
    }
    assertEquals(90, limit.limit());
    now += RTT * 11 / 10;
    overload(limit);

    assertEquals(81, limit.limit());
  }

  @Test
  void twiceTheUsualDurationTakesATenth() {
    ConcurrencyLimit limit = aimd(50);
    rounds(limit, 20, 24, RTT);
    rounds(limit, 6, 50, RTT * 19 / 10);
    int before = limit.limit();
    assertTrue(before >= 50, "not twice: " + before);
    rounds(limit, 4, 50, RTT * 23 / 10);

    assertTrue(limit.limit() < 0.95 * before, "twice: " + limit.limit() + " of " + before);
    assertTrue(limit.limit() > 0.7 * before, "twice: " + limit.limit() + " of " + before);
  }

  @Test
  void neverLeavesItsBounds() {
    ConcurrencyLimit limit = new ConcurrencyLimit(LimitAlgorithm.AIMD, 3, 2, 5, 0);
    rounds(limit, 100, 5, RTT);
    assertEquals(5, limit.limit());
    for (int i = 0; i < 100; i++) {
      now += SECOND;
      overload(limit);
    }
    assertEquals(2, limit.limit());
  }

  @Test
  void aHangingDependencyGetsTheLeastAndAllComesBack() {
    ConcurrencyLimit limit = aimd(100);
    rounds(limit, 10, 80, RTT);
    for (int i = 0; i < 50; i++) {
      now += 30 * RTT;
      overload(limit);
    }
    assertEquals(2, limit.limit());
    rounds(limit, 200, 100, RTT);

    assertTrue(limit.limit() > 60, "limit " + limit.limit());
  }

  @ParameterizedTest
  @EnumSource(LimitAlgorithm.class)
  void oddDurationsNeitherThrowNorKeepAPermit(LimitAlgorithm algorithm) {
    ConcurrencyLimit limit = new ConcurrencyLimit(algorithm, 10, 2, 100, 0);
    long[] odd = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, -SECOND};
    Random random = new Random(6);
    for (int i = 0; i < 100_000; i++) {
      assertTrue(limit.tryEnter());
      limit.leave(odd[random.nextInt(odd.length)], random.nextInt(10) == 0, random.nextLong());
      assertEquals(0, limit.inFlight());
      assertTrue(limit.limit() >= 2 && limit.limit() <= 100);
    }
  }

  @ParameterizedTest
  @EnumSource(LimitAlgorithm.class)
  void cancelledCallsTellNothing(LimitAlgorithm algorithm) {
    ConcurrencyLimit limit = new ConcurrencyLimit(algorithm, 10, 2, 100, 0);
    for (int i = 0; i < 10_000; i++) {
      limit.tryEnter();
      limit.leave();
    }
    assertEquals(10, limit.limit());
    assertEquals(0, limit.inFlight());
  }

  @Test
  void gradientShrinksOnOverload() {
    ConcurrencyLimit limit = new ConcurrencyLimit(LimitAlgorithm.GRADIENT2, 100, 2, 200, 0);
    overload(limit);

    assertEquals(90, limit.limit());
  }

  @Test
  void gradientAddsNoRoomForAQueueWhileThereIsOne() {
    Gradient2 rule = new Gradient2();

    assertEquals(102, rule.afterPeriod(100, 10, 10), 1e-9);
    assertEquals(102, rule.afterPeriod(100, 15, 10), 1e-9);
    assertEquals(95, rule.afterPeriod(100, 20, 10), 1e-9);
    assertEquals(90, rule.afterPeriod(100, 1_000, 10), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, 3_600 * SECOND, -3_600 * SECOND, 1L << 62, -(1L << 62)})
  void heedsOverloadsAfterAClockStep(long step) {
    ConcurrencyLimit limit = aimd(20);
    rounds(limit, 20, 200, RTT);
    overload(limit);
    now += step;
    int before = limit.limit();
    for (int i = 0; i < 3; i++) {
      overload(limit);
      now += 3 * RTT;
    }
    assertTrue(limit.limit() < before - 2, "shrinks: " + limit.limit());
    rounds(limit, 100, 200, RTT);
    assertTrue(limit.limit() > before, "grows: " + limit.limit());
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, 3_600 * SECOND, -3_600 * SECOND, 1L << 62, -(1L << 62)})
  void seesAQueueAfterAClockStep(long step) {
    ConcurrencyLimit limit = aimd(20);
    rounds(limit, 20, 200, RTT);
    now += step;
    int before = limit.limit();
    int lowest = before;
    for (int i = 0; i < 20; i++) {
      rounds(limit, 1, 200, 3 * RTT);
      lowest = Math.min(lowest, limit.limit());
    }

    assertTrue(lowest < 0.8 * before, lowest + " of " + before);
  }

  @Test
  void otherBoundsHoldAtOnceAndLoseNothing() {
    ConcurrencyLimit limit = aimd(100);
    assertEquals(100, enter(limit, 1));
    limit.configure(LimitAlgorithm.GRADIENT2, 2, 10);
    assertEquals(10, limit.limit());
    assertEquals(100, limit.inFlight());
    for (int under = 100; under > 10; under--) {
      assertFalse(limit.tryEnter());
      limit.leave();
    }
    limit.leave();
    assertEquals(1, enter(limit, 1));

    limit.configure(LimitAlgorithm.AIMD, 50, 60);
    assertEquals(50, limit.limit());
  }

  @Test
  void knowsWhatIsOutOfRange() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConcurrencyLimit(LimitAlgorithm.AIMD, 1, 0, 10, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConcurrencyLimit(LimitAlgorithm.AIMD, 1, 5, 4, 0));
  }
}
