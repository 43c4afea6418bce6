package dev.retrofuse.rules;

/** A decimal number and what stands behind it: {@code 1.5} and {@code s}. */
final class Quantity {
  private static final int MAX_DIGITS = 15;

  final double number;

  /** Empty when there is none. */
  final String unit;

  private Quantity(double number, String unit) {
    this.number = number;
    this.unit = unit;
  }

  /** Null when the text does not begin with a number of up to 15 digits, with or without point. */
  static Quantity parse(String text) {
    long digits = 0;
    long scale = 0;
    int count = 0;
    int at = 0;
    for (; at < text.length() && isPart(text, at, scale); at++) {
      if (text.charAt(at) == '.') {
        scale = 1;
      } else {
        digits = digits * 10 + text.charAt(at) - '0';
        scale *= 10;
        count++;
      }
    }
    if (count == 0 || count > MAX_DIGITS) {
      return null;
    }
    return new Quantity(scale == 0 ? digits : digits / (double) scale, text.substring(at).trim());
  }

  private static boolean isPart(String text, int at, long scale) {
    return isDigit(text, at) || (text.charAt(at) == '.' && scale == 0 && isDigit(text, at + 1));
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  boolean isWhole() {
    return number == Math.rint(number);
  }

  /** Without a needless point: {@code 2}, {@code 1.5}. */
  static String text(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
