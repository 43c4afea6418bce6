package dev.retrofuse.rules;

import java.util.concurrent.TimeUnit;

/** Time spans as a rule file writes them: {@code 500ms}, {@code 1.5s}, {@code 1m}, {@code 1h}. */
public final class Durations {
  static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private static final String[] UNITS = {"h", "m", "s", "ms"};
  private static final long[] NANOS = {HOUR, TimeUnit.MINUTES.toNanos(1), SECOND, MILLISECOND};

  private Durations() {}

  /** Nanoseconds, or -1 when the unit is none of time. */
  static long nanos(Quantity quantity) {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(quantity.unit)) {
        return Math.round(quantity.number * NANOS[i]);
      }
    }
    return -1;
  }

  /** Nanoseconds, or -1 when the text is no time span. */
  public static long parse(String text) {
    Quantity quantity = Quantity.parse(text);
    return quantity == null ? -1 : nanos(quantity);
  }

  /** In the largest unit that needs no point; nanoseconds when none does. */
  public static String text(long nanos) {
    for (int i = 0; i < UNITS.length; i++) {
      if (nanos > 0 && nanos % NANOS[i] == 0) {
        return nanos / NANOS[i] + UNITS[i];
      }
    }
    return nanos + "ns";
  }
}
