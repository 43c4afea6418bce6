package dev.retrofuse.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void theLargestIsAtFullHeight() {
    double[] figures = {0, 0.1, 7, 3.5, 1};
    assertEquals(" .#=.", Sparkline.of(figures, false));
    assertEquals("\u2581\u2582\u2588\u2585\u2582", Sparkline.of(figures, true));
    assertEquals(7, Sparkline.most(figures));
  }

  @Test
  void nothingIsFlat() {
    assertEquals("", Sparkline.of(new double[0], true));
    assertEquals("  ", Sparkline.of(new double[2], false));
  }

  @Test
  void blocksNeedACharacterSetThatHasThem() {
    assertTrue(Sparkline.hasBlocks(StandardCharsets.UTF_8));
    assertFalse(Sparkline.hasBlocks(StandardCharsets.US_ASCII));
  }
}
