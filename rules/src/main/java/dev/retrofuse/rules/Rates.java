package dev.retrofuse.rules;

/** So many per second, minute or hour: {@code 100/s}, {@code 30/m}, {@code 5/h}. */
final class Rates {
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;

  private Rates() {}

  /** NaN when the unit is none of a rate. */
  static double perSecond(Quantity quantity) {
    switch (quantity.unit) {
      case "/s":
        return quantity.number;
      case "/m":
        return quantity.number / MINUTE;
      case "/h":
        return quantity.number / HOUR;
      default:
        return Double.NaN;
    }
  }

  /** In the largest unit that gives a whole number, else per hour. */
  static String text(double perSecond) {
    for (int unit : new int[] {1, MINUTE, HOUR}) {
      double number = perSecond * unit;
      if (Math.abs(number - Math.rint(number)) < 1e-6 || unit == HOUR) {
        return (long) Math.rint(number) + (unit == 1 ? "/s" : unit == MINUTE ? "/m" : "/h");
      }
    }
    throw new AssertionError(perSecond);
  }
}
