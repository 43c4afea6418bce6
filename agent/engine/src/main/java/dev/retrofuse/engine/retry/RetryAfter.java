package dev.retrofuse.engine.retry;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** The header by which an answer says when to come back: seconds, or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  private static final int MOST_DIGITS = 10;

  private RetryAfter() {}

  /** Whether an answer of that status says by it for how long the other side is busy. */
  public static boolean mayComeWith(int status) {
    return status == 429 || status == 503;
  }

  /**
   * Nanoseconds to stay away; 0 for null and for what is neither form, as if it were not there.
   *
   * @param nowMillis since 1970; the only way to read a date, so that a wrong clock here or there
   *     makes it wrong by as much
   */
  public static long nanos(String value, long nowMillis) {
    String text = value == null ? "" : value.trim();
    if (text.isEmpty()) {
      return 0;
    }
    return Character.isDigit(text.charAt(0)) ? seconds(text) : untilDate(text, nowMillis);
  }

  private static long seconds(String text) {
    long seconds = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      seconds = i < MOST_DIGITS ? seconds * 10 + c - '0' : Long.MAX_VALUE;
    }
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static long untilDate(String text, long nowMillis) {
    try {
      long then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
      return Math.max(0, TimeUnit.MILLISECONDS.toNanos(then * 1_000 - nowMillis));
    } catch (DateTimeException neither) {
      return 0;
    }
  }
}
