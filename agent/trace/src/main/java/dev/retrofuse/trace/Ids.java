package dev.retrofuse.trace;

import java.util.Locale;

/** Trace and span ids as the formats other than W3C's write them: in any case, some shorter. */
final class Ids {
  private static final String ZEROS = "00000000000000000000000000000000";
  private static final int TRACE = 32;
  private static final int SPAN = 16;

  private Ids() {}

  /** 32 lower-case digits for up to as many in any case; null for what is none or all zeros. */
  static String trace(String digits) {
    return padded(digits, TRACE);
  }

  /** The same with 16. */
  static String span(String digits) {
    return padded(digits, SPAN);
  }

  /** Whether it is of one of the two lengths that B3 knows. */
  static boolean isWhole(String traceId) {
    return traceId.length() == TRACE || traceId.length() == SPAN;
  }

  /** 16 digits where the others are zeros: what systems with short ids sent. */
  static String shortened(String traceId) {
    return traceId.startsWith(ZEROS.substring(SPAN)) ? traceId.substring(SPAN) : traceId;
  }

  private static String padded(String digits, int length) {
    int missing = length - digits.length();
    boolean zero = true;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (Character.digit(c, 16) < 0 || c > 'f') {
        return null;
      }
      zero &= c == '0';
    }
    return zero || missing < 0
        ? null
        : ZEROS.substring(0, missing) + digits.toLowerCase(Locale.ROOT);
  }
}
