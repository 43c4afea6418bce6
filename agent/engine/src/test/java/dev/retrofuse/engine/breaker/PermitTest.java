package dev.retrofuse.engine.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    if (start << 17 != 0) {
      assertEquals(1_000, Permit.elapsed(permit, start + 1_000));
      assertEquals(0, Permit.elapsed(permit, start));
    }
  }

  @Test
  void lastsForNineteenHours() {
    long nineteenHours = 19L * 3_600 * 1_000_000_000L;
    assertEquals(nineteenHours, Permit.elapsed(Permit.of(77, 1), 77 + nineteenHours));
  }

  @Test
  void isNegativeWhenTheClockWentBack() {
    assertEquals(-30, Permit.elapsed(Permit.of(1_000, 1), 970));
  }

  @Test
  void withoutStartNoTimeHasPassed() {
    assertEquals(0, Permit.elapsed(Permit.of(0, 1), 1L << 40));
    assertEquals(0, Permit.elapsed(Permit.UNJUDGED, 1L << 40));
  }

  @Test
  void generationsGoRoundWithoutZero() {
    assertEquals(2, Permit.nextGeneration(1));
    assertEquals(65_535, Permit.nextGeneration(65_534));
    assertEquals(1, Permit.nextGeneration(65_535));
    assertEquals(0, Permit.generation(Permit.UNJUDGED));
  }
}
