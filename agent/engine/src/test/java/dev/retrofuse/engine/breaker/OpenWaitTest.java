package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Breaker;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenWaitTest {
  private static Breaker.Builder doubling() {
    return Breaker.builder()
        .openWaitNanos(2 * SECOND)
        .backOff(2)
        .maxOpenWaitNanos(10 * SECOND)
        .jitter(0);
  }

  @Test
  void growsUpToTheLongest() {
    OpenWait wait = new OpenWait(doubling().build());

    assertEquals(2 * SECOND, wait.nanos(0, 0.3));
    assertEquals(4 * SECOND, wait.nanos(1, 0.3));
    assertEquals(8 * SECOND, wait.nanos(2, 0.3));
    assertEquals(10 * SECOND, wait.nanos(3, 0.3));
    assertEquals(10 * SECOND, wait.nanos(1_000_000, 0.3));
  }

  @Test
  void aBackOffOfOneStays() {
    assertEquals(2 * SECOND, new OpenWait(doubling().backOff(1).build()).nanos(9, 0.5));
  }

  @Test
  void jitterSpreadsEvenly() {
    OpenWait wait = new OpenWait(doubling().jitter(0.2).build());
    Random random = new Random(1);
    int[] tenths = new int[10];
    for (int i = 0; i < 100_000; i++) {
      double factor = (double) wait.nanos(0, random.nextDouble()) / (2 * SECOND);
      assertTrue(factor >= 0.8 && factor < 1.2, "factor " + factor);
      tenths[(int) ((factor - 0.8) / 0.4 * 10)]++;
    }
    for (int count : tenths) {
      assertTrue(count > 9_500 && count < 10_500, "uneven: " + count);
    }
  }

  @Test
  void cutsAWaitOfOtherSettings() {
    OpenWait wait = new OpenWait(doubling().jitter(0.5).build());

    assertEquals(3 * SECOND, wait.atMostLongest(3 * SECOND));
    assertEquals(15 * SECOND, wait.atMostLongest(60 * SECOND));
  }
}
