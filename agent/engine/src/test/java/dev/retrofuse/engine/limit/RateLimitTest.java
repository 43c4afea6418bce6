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
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final long HOUR = 3_600 * SECOND;

  private static int acquire(RateLimit limit, int calls, double share, long now) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += limit.tryAcquire(share, now) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void aBurstAndThenTheRate() {
    RateLimit limit = new RateLimit(10, 5, 0);

    assertEquals(5, acquire(limit, 100, 1, 0));
    assertEquals(0, acquire(limit, 100, 1, 99 * MILLISECOND));
    assertEquals(1, acquire(limit, 100, 1, 100 * MILLISECOND));
    assertEquals(3, acquire(limit, 100, 1, 400 * MILLISECOND));
    assertEquals(5, acquire(limit, 100, 1, HOUR));
  }

  @Test
  void lessThanOnePerSecond() {
    RateLimit limit = new RateLimit(0.1, 1, 0);

    assertTrue(limit.tryAcquire(0));
    assertFalse(limit.tryAcquire(9_999 * MILLISECOND));
    assertTrue(limit.tryAcquire(10 * SECOND));
  }

  @Test
  void refusesAtOnceAndSaysForHowLong() {
    RateLimit limit = new RateLimit(1.0 / 3_600, 1, 0);
    assertEquals(0, limit.nanosUntilNext(0));
    limit.tryAcquire(0);

    assertFalse(limit.tryAcquire(1));
    assertEquals(HOUR - 1, limit.nanosUntilNext(1));
    assertFalse(limit.tryAcquire(HOUR - 1));
    assertTrue(limit.tryAcquire(HOUR));
  }

  @Test
  void lessImportantCallsLeaveTheirPartOfTheBurst() {
    RateLimit limit = new RateLimit(10, 10, 0);

    assertEquals(5, acquire(limit, 100, 0.5, 0));
    assertEquals(5, acquire(limit, 100, 1, 0));
    assertEquals(0, acquire(limit, 100, 0.5, 400 * MILLISECOND));
    assertEquals(4, acquire(limit, 100, 1, 400 * MILLISECOND));
  }

  @Test
  void whereNothingIsOwedEveryShareIsAdmitted() {
    RateLimit limit = new RateLimit(10, 1, 0);

    assertEquals(1, acquire(limit, 10, 0.1, 0));
    assertEquals(0, acquire(limit, 10, 0.1, 50 * MILLISECOND));
    assertEquals(1, acquire(limit, 10, 0.1, 100 * MILLISECOND));
  }

  /** For any stretch of time: no more than the burst and what the rate brings. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - SECOND, Long.MIN_VALUE, -SECOND / 2})
  void neverMoreThanBurstAndRate(long start) {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      double rate = Math.pow(10, 4 * random.nextDouble() - 1);
      int burst = 1 + random.nextInt(20);
      RateLimit limit = new RateLimit(rate, burst, start);
      double interval = SECOND / rate;
      long step = (long) (interval * 2 * random.nextDouble()) + 1;
      // Threads come late, by less than the burst takes.
      long late = 1 + (long) (0.9 * burst * interval);
      long elapsed = 0;
      int admitted = 0;
      for (int i = 0; i < 2_000; i++) {
        elapsed += (long) (random.nextDouble() * step);
        long lag = random.nextInt(4) == 0 ? Math.floorMod(random.nextLong(), late) : 0;
        admitted += limit.tryAcquire(start + elapsed - lag) ? 1 : 0;
        double most = burst + elapsed / interval + 0.001 * i;
        assertTrue(admitted <= most, admitted + " > " + most + " at rate " + rate);
      }
      assertTrue(admitted >= Math.min(900, 0.45 * elapsed / interval), "admitted " + admitted);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND / 2, SECOND, 10 * SECOND, HOUR, 1_000 * HOUR})
  void aStepBackNeitherOpensNorShuts(long step) {
    RateLimit limit = new RateLimit(10, 5, 0);
    acquire(limit, 5, 1, 0);
    long now = -step;

    assertEquals(0, acquire(limit, 100, 1, now), "opened");
    int admitted = 0;
    for (long until = now + SECOND; now < until; now += 10 * MILLISECOND) {
      admitted += acquire(limit, 1, 1, now);
      assertTrue(limit.nanosUntilNext(now) <= SECOND * 6 / 10, "says " + limit.nanosUntilNext(now));
    }
    assertTrue(admitted >= 4 && admitted <= 10, "admitted in a second: " + admitted);
  }

  @Test
  void aStepForwardGivesOneBurst() {
    RateLimit limit = new RateLimit(10, 5, 0);
    acquire(limit, 5, 1, 0);

    assertEquals(5, acquire(limit, 100, 1, 1_000 * HOUR));
  }

  @Test
  void whileTheClockStandsNothingIsGivenTwice() {
    RateLimit limit = new RateLimit(1_000, 3, 77);

    assertEquals(3, acquire(limit, 10_000, 1, 77));
  }

  @Test
  void otherFiguresKeepWhatWasCounted() {
    RateLimit limit = new RateLimit(1, 10, 0);
    acquire(limit, 8, 1, 0);

    limit.configure(100, 10, 0);
    assertEquals(2, acquire(limit, 100, 1, 0));
    limit.configure(100, 20, 0);
    assertEquals(10, acquire(limit, 100, 1, 0));
    limit.configure(1, 2, 0);
    assertEquals(0, acquire(limit, 100, 1, 0));
    assertEquals(SECOND, limit.nanosUntilNext(0));
  }

  @Test
  void extremeFiguresDoNotOverflow() {
    RateLimit slow = new RateLimit(1e-12, 1e12, 0);
    assertTrue(slow.tryAcquire(0));
    RateLimit fast = new RateLimit(1e12, 1, 0);
    assertTrue(fast.tryAcquire(0));
    assertFalse(fast.tryAcquire(0));
    assertTrue(fast.tryAcquire(1));
  }

  @Test
  void knowsWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(Double.NaN, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, 0.5, 0));
  }
}
