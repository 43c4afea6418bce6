package dev.retrofuse.peers;

import java.util.Locale;

/** What came out of a scenario: a number and its unit, or where to find it. */
public record Figure(double value, String unit) {
  /** One that another page has; not a number. */
  static Figure on(String page) {
    return new Figure(Double.NaN, page);
  }

  /** {@code 30.5 s}, {@code 1,416 bytes}. */
  public String text() {
    if (Double.isNaN(value)) {
      return unit;
    }
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
    return String.format(Locale.ROOT, whole ? "%,.0f %s" : "%.1f %s", value, unit);
  }
}
