package dev.retrofuse.engine;

/**
 * Points in time for people, as ISO 8601 in UTC; {@code java.time} would cost the start a hundred
 * classes. For texts only, never for a duration.
 */
public final class UtcTime {
  private static final long DAY = 86_400_000L;
  private static final int DAYS_OF_400_YEARS = 146_097;
  private static final int DAYS_OF_100_YEARS = 36_524;
  private static final int DAYS_OF_4_YEARS = 1_461;
  // Days from 0000-03-01, where this calendar's years begin, to 1970-01-01.
  private static final int EPOCH = 719_468;

  private UtcTime() {}

  /** Now, in milliseconds since 1970. */
  public static long nowMillis() {
    return System.currentTimeMillis();
  }

  /**
   * To the second: {@code 2026-01-31T12:00:00Z}.
   *
   * @param millis since 1970
   */
  public static String text(long millis) {
    return seconds(millis).append('Z').toString();
  }

  /**
   * To the millisecond: {@code 2026-01-31T12:00:00.123Z}.
   *
   * @param millis since 1970
   */
  public static String exact(long millis) {
    StringBuilder text = seconds(millis).append('.');
    appendPadded(text, Math.floorMod(millis, 1_000L), 3);
    return text.append('Z').toString();
  }

  private static StringBuilder seconds(long millis) {
    StringBuilder text = new StringBuilder(24);
    long ofDay = Math.floorMod(millis, DAY);
    appendDate(text, Math.floorDiv(millis, DAY) + EPOCH);
    appendPadded(text.append('T'), ofDay / 3_600_000, 2);
    appendPadded(text.append(':'), ofDay / 60_000 % 60, 2);
    appendPadded(text.append(':'), ofDay / 1_000 % 60, 2);
    return text;
  }

  // Years that begin in March have their leap day at the end, which makes months a straight line.
  private static void appendDate(StringBuilder text, long days) {
    long era = Math.floorDiv(days, (long) DAYS_OF_400_YEARS);
    long ofEra = days - era * DAYS_OF_400_YEARS;
    long leaps =
        ofEra / (DAYS_OF_4_YEARS - 1) - ofEra / DAYS_OF_100_YEARS + ofEra / (DAYS_OF_400_YEARS - 1);
    long yearOfEra = (ofEra - leaps) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long fromMarch = (5 * ofYear + 2) / 153;
    long day = ofYear - (153 * fromMarch + 2) / 5 + 1;
    long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    appendPadded(text, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
    appendPadded(text.append('-'), month, 2);
    appendPadded(text.append('-'), day, 2);
  }

  private static void appendPadded(StringBuilder text, long number, int digits) {
    String written = Long.toString(number);
    for (int i = written.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(written);
  }
}
