package dev.retrofuse.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as a rule file writes them, so that reading them again gives the same. */
final class Written {
  private static final int MOST_DECIMALS = 14;
  private static final String[] TIMES = {"h", "m", "s", "ms"};
  private static final String[] RATES = {"/s", "/m", "/h"};
  private static final String[] SIZES = {"GB", "MB", "KB"};
  private static final String[] PERCENT = {"%"};
  private static final String[] NONE = {""};

  private Written() {}

  /** {@code 1.5s} is {@code 1500ms}. */
  static String time(long nanos) {
    return exact(Key.Type.DURATION, (double) nanos, TIMES);
  }

  static String rate(double perSecond) {
    return exact(Key.Type.RATE, perSecond, RATES);
  }

  static String size(long bytes) {
    return exact(Key.Type.SIZE, (double) bytes, SIZES);
  }

  static String percentage(double share) {
    return exact(Key.Type.PERCENTAGE, share, PERCENT);
  }

  static String number(double number) {
    return exact(Key.Type.NUMBER, number, NONE);
  }

  /** With as few decimals as possible, and the first unit that does with them. */
  private static String exact(Key.Type type, double value, String[] units) {
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
      for (String unit : units) {
        double one = Units.value(type, Quantity.parse("1" + unit));
        BigDecimal number = new BigDecimal(value / one).setScale(decimals, RoundingMode.HALF_UP);
        String text = number.toPlainString() + unit;
        Quantity read = Quantity.parse(text);
        if (read != null && Units.value(type, read) == value) {
          return text;
        }
      }
    }
    return Units.text(type, value);
  }
}
