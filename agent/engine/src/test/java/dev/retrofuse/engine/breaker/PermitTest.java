package dev.retrofuse.engine.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        -1,
        (1L << 47) - 1,
        1L << 47,
        (1L << 47) + 1,
        -(1L << 47),
        Long.MAX_VALUE - 500,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 500,
        -500
      })
  void carriesGenerationAndStartAcrossEveryWrap(long start) {
    long permit = Permit.of(start, 40_000);

    assertTrue(permit >= 0);
    assertEquals(40_000, Permit.generation(permit));
    if ((start >> 10) << 25 != 0) {
      assertAbout(100_000, Permit.elapsed(permit, start + 100_000));
      assertAbout(0, Permit.elapsed(permit, start));
    }
  }

  /** Never too short, and at most 1 us too long. */
  private static void assertAbout(long nanos, long elapsed) {
    assertTrue(elapsed >= nanos && elapsed < nanos + 1_024, nanos + " / " + elapsed);
  }

  @Test
  void lastsForThreeDays() {
    long threeDays = 3L * 24 * 3_600 * 1_000_000_000L;
    assertAbout(threeDays, Permit.elapsed(Permit.of(7_777, 1), 7_777 + threeDays));
  }

  @Test
  void flagsAreApartFromAllElse() {
    long permit = Permit.of(-1, 65_535);
    for (int i = 0; i < 6; i++) {
      assertEquals(0, permit & Permit.flag(i));
      assertTrue((permit | Permit.flag(i)) > 0);
      assertEquals(0, Permit.flag(i) & (Permit.FOLLOWED | Permit.OF_PARENT));
      assertAbout(100_000, Permit.elapsed(permit | Permit.flag(i), 99_999));
    }
  }

  @Test
  void isNegativeWhenTheClockWentBack() {
    assertAbout(-30_000, Permit.elapsed(Permit.of(100_000, 1), 70_000));
  }

  @Test
  void withoutStartNoTimeHasPassed() {
    assertEquals(0, Permit.elapsed(Permit.of(0, 1), 1L << 40));
  }

  @Test
  void aCallThatNobodyJudgesHasItsStartAllTheSame() {
    long permit = Permit.unjudged(100_000);
    assertTrue(Permit.isUnjudged(permit));
    assertAbout(30_000, Permit.elapsed(permit, 130_000));
    assertFalse(Permit.isUnjudged(Permit.begun(100_000)));
    assertFalse(Permit.isUnjudged(Permit.of(100_000, 1) | Permit.OF_PARENT));
  }

  @Test
  void generationsGoRoundWithoutZero() {
    assertEquals(2, Permit.nextGeneration(1));
    assertEquals(65_535, Permit.nextGeneration(65_534));
    assertEquals(1, Permit.nextGeneration(65_535));
    assertEquals(0, Permit.generation(Permit.unjudged(100_000)));
  }
}
