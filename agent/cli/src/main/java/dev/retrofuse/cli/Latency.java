package dev.retrofuse.cli;

import java.util.Locale;
import java.util.Map;

/** How long calls took, for people. */
final class Latency {
  private static final double EXACT_BELOW = 10;

  private Latency() {}

  /** {@code 0.1 ms}, {@code 120 ms}. */
  static String text(double millis) {
    return millis < EXACT_BELOW
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : Math.round(millis) + " ms";
  }

  /** Whether the calls of any breaker of a status are measured. */
  static boolean isKnown(Iterable<Map<String, Object>> breakers) {
    for (Map<String, Object> breaker : breakers) {
      if (breaker.get("durations") != null) {
        return true;
      }
    }
    return false;
  }

  /** What half of a breaker's calls took at most; null where none has been measured of late. */
  static String median(Map<String, Object> breaker) {
    return of(breaker, "p50Micros");
  }

  /** What 99 of 100 took at most; null likewise. */
  static String p99(Map<String, Object> breaker) {
    return of(breaker, "p99Micros");
  }

  private static String of(Map<String, Object> breaker, String percentile) {
    Object durations = breaker.get("durations");
    Object micros = durations instanceof Map ? ((Map<?, ?>) durations).get(percentile) : null;
    double known = micros instanceof Number ? ((Number) micros).doubleValue() : 0;
    return known == 0 ? null : text(known / 1_000);
  }
}
