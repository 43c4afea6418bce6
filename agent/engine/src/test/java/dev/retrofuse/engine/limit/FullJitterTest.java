package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FullJitterTest {
  private final FullJitter jitter = new FullJitter(100 * MILLISECOND, 10 * SECOND);

  @Test
  void theBoundDoublesUpToTheCap() {
    assertEquals(50 * MILLISECOND, jitter.nanos(0, 0.5));
    assertEquals(100 * MILLISECOND, jitter.nanos(1, 0.5));
    assertEquals(3_200 * MILLISECOND, jitter.nanos(6, 0.5));
    assertEquals(5 * SECOND, jitter.nanos(7, 0.5));
    assertEquals(5 * SECOND, jitter.nanos(100_000, 0.5));
    assertEquals(0, jitter.nanos(100_000, 0));
  }

  @Test
  void spreadsEvenlyOverTheWholeRange() {
    Random random = new Random(7);
    int[] tenths = new int[10];
    for (int i = 0; i < 100_000; i++) {
      long nanos = jitter.nanos(3, random.nextDouble());
      tenths[(int) (nanos / (80 * MILLISECOND))]++;
    }
    for (int count : tenths) {
      assertEquals(10_000, count, 400);
    }
  }

  @Test
  void whatTheServerAskedForIsTheLeastAndIsSpreadToo() {
    assertEquals(5 * SECOND, jitter.nanos(0, 0, 5 * SECOND));
    assertEquals(5 * SECOND + 50 * MILLISECOND, jitter.nanos(0, 0.5, 5 * SECOND));
    assertEquals(50 * MILLISECOND, jitter.nanos(0, 0.5, -1));
    assertEquals(Long.MAX_VALUE, jitter.nanos(9, 0.99, Long.MAX_VALUE));
  }

  @Test
  void knowsWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new FullJitter(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FullJitter(2, 1));
    assertTrue(new FullJitter(1, Long.MAX_VALUE).nanos(80, 0.999) > 0);
  }
}
