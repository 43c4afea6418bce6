package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void numbersWithAndWithoutUnit() {
    assertQuantity(500, "ms", "500ms");
    assertQuantity(1.5, "s", "1.5 s");
    assertQuantity(0.25, "%", ".25%");
    assertQuantity(100, "calls", "100 calls");
    assertQuantity(7, "", "7");
    assertQuantity(1, ".5.", "1 .5.");
    assertQuantity(999_999_999_999_999.0, "", "999999999999999");
  }

  @Test
  void whatIsNoNumber() {
    assertNull(Quantity.parse(""));
    assertNull(Quantity.parse("s"));
    assertNull(Quantity.parse("-1s"));
    assertNull(Quantity.parse("."));
    assertNull(Quantity.parse("1000000000000000"));
  }

  @Test
  void spansOfTime() {
    assertEquals(1_500_000_000L, nanos("1.5s"));
    assertEquals(500_000L, nanos("0.5ms"));
    assertEquals(90_000_000_000L, nanos("1.5m"));
    assertEquals(3_600_000_000_000L, nanos("1h"));
    assertEquals(-1, nanos("1d"));
    assertEquals(-1, nanos("1S"));
    assertEquals(-1, nanos("1"));
  }

  @Test
  void spansAreShownInTheLargestFittingUnit() {
    assertEquals("1h", Durations.text(nanos("60m")));
    assertEquals("90s", Durations.text(nanos("1.5m")));
    assertEquals("1500ms", Durations.text(nanos("1.5s")));
    assertEquals("500000ns", Durations.text(nanos("0.5ms")));
    assertEquals("0ns", Durations.text(0));
  }

  private static long nanos(String text) {
    return Durations.nanos(Quantity.parse(text));
  }

  private static void assertQuantity(double number, String unit, String text) {
    Quantity quantity = Quantity.parse(text);
    assertEquals(number, quantity.number, text);
    assertEquals(unit, quantity.unit, text);
  }
}
