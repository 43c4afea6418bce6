package dev.retrofuse.peers;

import java.util.Locale;

/** What came out of a scenario: a number and its unit, or that there is no such policy yet. */
public record Figure(double value, String unit) {
  /** The policy that the scenario needs does not exist here. */
  public static final Figure NOT_YET = new Figure(Double.NaN, "not yet");

  public boolean isNotYet() {
    return this == NOT_YET;
  }

  /** {@code 30.5 s}, {@code 1,416 bytes}. */
  public String text() {
    if (isNotYet()) {
      return unit;
    }
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
    return String.format(Locale.ROOT, whole ? "%,.0f %s" : "%.1f %s", value, unit);
  }
}
