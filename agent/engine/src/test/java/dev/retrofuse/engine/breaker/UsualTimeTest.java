package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UsualTimeTest {
  private static final long MINUTE = 60 * SECOND;
  private final UsualTime usual = new UsualTime(0);
  private long now;

  /** Ten calls a second for so long, each of which took that. */
  private void calls(long nanos, long span) {
    for (long end = now + span; now < end; now += SECOND / 10) {
      usual.record(nanos, 3, now);
    }
  }

  private void assertThreshold(double millis) {
    assertEquals(millis, usual.threshold() / (double) MILLISECOND, millis / 16 + 1);
  }

  @Test
  void fewCallsTeachNothing() {
    for (int i = 0; i < 99; i++) {
      usual.record(100 * MILLISECOND, 3, now += 100 * MILLISECOND);
    }
    assertEquals(0, usual.threshold());
    calls(100 * MILLISECOND, 20 * SECOND);
    assertThreshold(300);
  }

  @Test
  void aLongTailIsUsualToo() {
    for (int i = 0; i < 1_000; i++) {
      usual.record((i % 10 == 0 ? 500 : 100) * MILLISECOND, 3, now += 100 * MILLISECOND);
    }
    assertThreshold(750);
  }

  @Test
  void neverBelowTenMilliseconds() {
    calls(MILLISECOND / 10, MINUTE);
    assertThreshold(10);
  }

  @Test
  void risesByATenthPerMinuteAndFallsAtOnce() {
    calls(100 * MILLISECOND, MINUTE);
    assertThreshold(300);
    calls(1_000 * MILLISECOND, 5 * MINUTE);
    assertTrue(usual.threshold() < 300 * 1.75 * MILLISECOND, usual.threshold() + " ns");
    calls(1_000 * MILLISECOND, 60 * MINUTE);
    assertThreshold(3_000);
    calls(100 * MILLISECOND, 11 * MINUTE);
    assertThreshold(300);
  }

  @Test
  void aQuietHourSavesUpNoRise() {
    calls(100 * MILLISECOND, 60 * MINUTE);
    assertThreshold(300);
    double before = usual.threshold();
    calls(5_000 * MILLISECOND, 3 * MINUTE / 2);
    double rise = usual.threshold() / before;
    assertTrue(rise > 1 && rise < 1.1 * 1.1, () -> "by " + rise);
  }

  @Test
  void whatIsLongAgoIsForgotten() {
    calls(100 * MILLISECOND, MINUTE);
    now += 24 * 60 * MINUTE;
    calls(50 * MILLISECOND, MINUTE);
    assertThreshold(150);
  }
}
