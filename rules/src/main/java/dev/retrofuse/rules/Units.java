package dev.retrofuse.rules;

/** How numbers with units are read, shown and explained. */
final class Units {
  private Units() {}

  /** In nanoseconds, as a fraction of 1, or as it is; NaN when the unit does not suit the type. */
  static double value(Key.Type type, Quantity quantity) {
    if (type == Key.Type.DURATION) {
      long nanos = Durations.nanos(quantity);
      return nanos < 0 ? Double.NaN : nanos;
    }
    if (type == Key.Type.RATE) {
      return Rates.perSecond(quantity);
    }
    if (type == Key.Type.SIZE) {
      return Sizes.bytes(quantity);
    }
    if (type == Key.Type.PERCENTAGE) {
      return quantity.unit.equals("%") ? quantity.number / 100 : Double.NaN;
    }
    boolean suits = type == Key.Type.NUMBER || quantity.isWhole();
    return suits && quantity.unit.isEmpty() ? quantity.number : Double.NaN;
  }

  /** The other way round. */
  static String text(Key.Type type, double value) {
    if (type == Key.Type.DURATION) {
      return Durations.text((long) value);
    }
    if (type == Key.Type.RATE) {
      return Rates.text(value);
    }
    if (type == Key.Type.SIZE) {
      return Sizes.text(value);
    }
    return type == Key.Type.PERCENTAGE ? Quantity.text(value * 100) + "%" : Quantity.text(value);
  }

  /**
   * What to do about a value that cannot be read.
   *
   * @param quantity null when it is no number at all
   */
  static String advice(Key.Type type, Quantity quantity) {
    if (type == Key.Type.DURATION) {
      return durationAdvice(quantity);
    }
    if (type == Key.Type.RATE) {
      return "write a rate such as 100/s, 30/m or 5/h";
    }
    if (type == Key.Type.SIZE) {
      return "write a size such as 500KB, 100MB or 1GB";
    }
    if (type == Key.Type.PERCENTAGE) {
      return percentageAdvice(quantity);
    }
    return "write a number without a unit";
  }

  private static String durationAdvice(Quantity quantity) {
    if (quantity == null) {
      return "write a time such as 500ms, 2s, 1m or 1h";
    }
    String number = Quantity.text(quantity.number);
    return quantity.unit.isEmpty()
        ? "add the unit: " + number + "ms, " + number + "s, " + number + "m or " + number + "h"
        : "units of time are ms, s, m and h";
  }

  private static String percentageAdvice(Quantity quantity) {
    if (quantity == null || !quantity.unit.isEmpty() || quantity.number > 100) {
      return "write a percentage such as 50%";
    }
    double percent = quantity.number > 1 ? quantity.number : quantity.number * 100;
    return "did you mean '" + Quantity.text(percent) + "%'?";
  }
}
