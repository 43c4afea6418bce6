package dev.retrofuse.rehearsal.starter;

import java.util.Locale;

/** Thresholds that calls as they were seen would not have met. */
final class Figures {
  /** A window is to hold so many calls. */
  private static final int ENOUGH = 20;

  private static final int[] WINDOW_SECONDS = {10, 30, 60, 120, 300, 600};
  private static final double SLOW_TIMES = 3;
  private static final double CUT_TIMES = 10;
  private static final double LEAST_SLOW_MILLIS = 100;
  private static final double LEAST_CUT_MILLIS = 1_000;
  private static final double MOST_MILLIS = 3_600_000;
  private static final int LEAST_CALLS = 10;
  private static final int MOST_CALLS = 100;
  private static final int LEAST_PLACES = 10;
  private static final int MOST_PLACES = 100_000;
  private static final int FAILURE_PERCENT = 50;
  private static final int MOST_FAILURE_PERCENT = 90;

  private final Seen seen;
  private final double perSecond;

  Figures(Seen seen, double seconds) {
    this.seen = seen;
    perSecond = seen.calls() / Math.max(seconds, 0.001);
  }

  double perSecond() {
    return perSecond;
  }

  /** The shortest of some that holds enough calls; 0 where a window must count calls. */
  private int windowSeconds() {
    for (int seconds : WINDOW_SECONDS) {
      if (perSecond * seconds >= ENOUGH) {
        return seconds;
      }
    }
    return 0;
  }

  String window() {
    int seconds = windowSeconds();
    return seconds == 0 ? ENOUGH + " calls" : seconds + "s";
  }

  String windowWhy() {
    int seconds = windowSeconds();
    return seconds == 0
        ? "too few calls for a time: there were " + round(perSecond * 60) + " per minute"
        : "holds about " + Math.round(perSecond * seconds) + " calls at the rate that was seen";
  }

  /** As many as the window holds even when the other side hangs and callers wait for each call. */
  long minimumCalls() {
    double held = Math.min(perSecond, mostPerSecondInAHang()) * windowSeconds();
    return Math.min(MOST_CALLS, Math.max(LEAST_CALLS, Math.round(held / 2)));
  }

  private double mostPerSecondInAHang() {
    return seen.p99Millis() <= 0
        ? perSecond
        : seen.atOnce() * 1_000 / millis(CUT_TIMES, LEAST_CUT_MILLIS);
  }

  /** In percent. */
  long failureRate() {
    double twice = Math.ceil(2 * failedPercent() / 5) * 5;
    return (long) Math.min(MOST_FAILURE_PERCENT, Math.max(FAILURE_PERCENT, twice));
  }

  double failedPercent() {
    return seen.calls() == 0 ? 0 : 100 * seen.failures() / seen.calls();
  }

  /** Null when nothing is known. */
  String slowCall() {
    return time(SLOW_TIMES, LEAST_SLOW_MILLIS);
  }

  /** Null when nothing is known. */
  String timeOut() {
    return time(CUT_TIMES, LEAST_CUT_MILLIS);
  }

  private String time(double times, double least) {
    if (seen.p99Millis() <= 0) {
      return null;
    }
    double millis = millis(times, least);
    return millis % 1_000 == 0 ? Math.round(millis / 1_000) + "s" : Math.round(millis) + "ms";
  }

  private double millis(double times, double least) {
    return Math.min(
        MOST_MILLIS, even(Math.max(least, Math.min(MOST_MILLIS, times * seen.p99Millis()))));
  }

  /** The next of 1, 2, 5, 10, 20, ... */
  private static double even(double value) {
    double scale = 1;
    while (scale * 10 <= value) {
      scale *= 10;
    }
    return value <= scale
        ? scale
        : value <= 2 * scale ? 2 * scale : value <= 5 * scale ? 5 * scale : 10 * scale;
  }

  long maxConcurrent() {
    return Math.min(MOST_PLACES, Math.max(LEAST_PLACES, Math.round(2 * seen.atOnce())));
  }

  static String round(double value) {
    return value >= 100
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
