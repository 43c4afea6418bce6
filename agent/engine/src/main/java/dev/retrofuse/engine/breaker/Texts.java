package dev.retrofuse.engine.breaker;

/** Figures in words, without a formatter. */
public final class Texts {
  private static final long MILLISECOND = 1_000_000L;
  private static final long SECOND = 1_000 * MILLISECOND;

  private Texts() {}

  /** {@code 5s}, {@code 2.4s}, {@code 350ms}. */
  public static String duration(long nanos) {
    if (nanos < SECOND) {
      return nanos / MILLISECOND + "ms";
    }
    long tenths = (nanos + SECOND / 20) / (SECOND / 10);
    return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
  }

  /** {@code 50%}, {@code 12.5%}. */
  public static String percent(double fraction) {
    long tenths = Math.round(fraction * 1_000);
    return tenths % 10 == 0 ? tenths / 10 + "%" : tenths / 10 + "." + tenths % 10 + "%";
  }

  /** {@code 60% (6 of 10 calls)}. */
  static String share(long part, long whole, String noun) {
    return percent((double) part / whole) + " (" + part + " of " + whole + " " + noun + ")";
  }
}
