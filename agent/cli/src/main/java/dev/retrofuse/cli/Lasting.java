package dev.retrofuse.cli;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A time as rule files write it: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
final class Lasting {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final String text;
  private final long millis;

  private Lasting(String text, long millis) {
    this.text = text;
    this.millis = millis;
  }

  /**
   * Reads one.
   *
   * @throws TypeConversionException that says what may be written
   */
  static Lasting parse(String text) {
    Matcher form = FORM.matcher(text);
    long millis = form.matches() ? Long.parseLong(form.group(1)) * unit(form.group(2)) : 0;
    if (millis < 1 || millis > LONGEST_MILLIS) {
      throw new TypeConversionException(
          "'" + text + "' is not a time from 1ms to 24h, such as 30s or 5m");
    }
    return new Lasting(text, millis);
  }

  private static long unit(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "s":
        return TimeUnit.SECONDS.toMillis(1);
      case "m":
        return TimeUnit.MINUTES.toMillis(1);
      default:
        return TimeUnit.HOURS.toMillis(1);
    }
  }

  long millis() {
    return millis;
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
