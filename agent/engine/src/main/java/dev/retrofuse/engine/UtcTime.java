package dev.retrofuse.engine;

/**
 * A time of day for people, without the formatter classes that an application may not have loaded.
 */
final class UtcTime {
  private static final long SECOND = 1_000L;
  private static final int DAY = 86_400;
  private static final int DAYS_OF_400_YEARS = 146_097;
  private static final int EPOCH_FROM_YEAR_0 = 719_468;

  private UtcTime() {}

  /** Now, in milliseconds since 1970; for texts only, never for a duration. */
  static long nowMillis() {
    return System.currentTimeMillis();
  }

  /**
   * Such as {@code 2026-11-24T04:13:57Z}.
   *
   * @param millis since 1970, not before
   */
  static String text(long millis) {
    long seconds = millis / SECOND;
    int ofDay = (int) (seconds % DAY);
    StringBuilder text = new StringBuilder(20);
    appendDate(text, seconds / DAY);
    append(text.append('T'), ofDay / 3_600);
    append(text.append(':'), ofDay / 60 % 60);
    append(text.append(':'), ofDay % 60);
    return text.append('Z').toString();
  }

  /** The Gregorian calendar with years that begin in March, so that leap days come last. */
  private static void appendDate(StringBuilder text, long epochDay) {
    long day = epochDay + EPOCH_FROM_YEAR_0;
    long era = day / DAYS_OF_400_YEARS;
    int ofEra = (int) (day % DAYS_OF_400_YEARS);
    int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * ofYear + 2) / 153;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    text.append(era * 400 + yearOfEra + (month <= 2 ? 1 : 0));
    append(text.append('-'), month);
    append(text.append('-'), ofYear - (153 * fromMarch + 2) / 5 + 1);
  }

  private static void append(StringBuilder text, int number) {
    text.append(number < 10 ? "0" : "").append(number);
  }
}
