package dev.retrofuse.rules;

/** Sizes in bytes, by units of 1,024. */
final class Sizes {
  private static final String[] UNITS = {"KB", "MB", "GB"};

  private Sizes() {}

  /** NaN without one of the units. */
  static double bytes(Quantity quantity) {
    double factor = 1;
    for (String unit : UNITS) {
      factor *= 1024;
      if (unit.equals(quantity.unit)) {
        return Math.rint(quantity.number * factor);
      }
    }
    return Double.NaN;
  }

  /** In the largest unit of which it is one at least. */
  static String text(double bytes) {
    double number = bytes / 1024;
    int unit = 0;
    while (number >= 1024 && unit < UNITS.length - 1) {
      number /= 1024;
      unit++;
    }
    return Quantity.text(number) + UNITS[unit];
  }
}
