package dev.retrofuse.peers;

import java.util.Locale;

/**
 * What came out of a scenario: a number and its unit, or where to find it.
 *
 * @param exact whether it comes out the same each time, on any machine
 */
public record Figure(double value, String unit, boolean exact) {
  /** What a time that passed may differ by: a time-out of the rule, and a busy machine. */
  private static final double MOST_SLACK_MILLIS = 500;

  /**
   * So much of a figure another one may lack: how deep a stack is, say, of which a trace is made.
   */
  private static final double MOST_SHARE = 0.75;

  /** One that comes out the same each time. */
  public Figure(double value, String unit) {
    this(value, unit, true);
  }

  /** One that depends on the machine, or on chance. */
  public static Figure about(double value, String unit) {
    return new Figure(value, unit, false);
  }

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

  /**
   * Whether a text is that of this figure; where it is not exact, of one up to four times as large.
   */
  boolean agrees(String text) {
    if (exact) {
      return text.equals(text());
    }
    String[] numberAndUnit = text.split(" ", 2);
    double other = Double.parseDouble(numberAndUnit[0].replace(",", ""));
    double slack = unit.equals("ms") ? MOST_SLACK_MILLIS : 0;
    return numberAndUnit[1].equals(unit)
        && Math.abs(other - value) <= Math.max(slack, MOST_SHARE * Math.max(other, value));
  }
}
