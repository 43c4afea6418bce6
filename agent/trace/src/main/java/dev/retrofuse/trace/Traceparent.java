package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseThread;

/**
 * {@code traceparent}: {@code version-traceid-parentid-flags}, 2, 32, 16 and 2 digits of lower-case
 * hex. Higher versions are read by their first 55 characters and go on as version 00.
 */
final class Traceparent {
  static final int LENGTH = 55;
  private static final int TRACE_ID = 3;
  static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int SAMPLED_AND_RANDOM = 0b11;

  private Traceparent() {}

  /** The header to send on; null when there is none, more than one, or an invalid one. */
  static String read(Object header) {
    String text = Fields.only(header);
    return text != null && isValid(text) ? asVersion00(text) : null;
  }

  /** What a header says that {@link #read} gave. */
  static SpanContext parse(String header, String tracestate) {
    return SpanContext.w3c(
        header.substring(TRACE_ID, PARENT_ID - 1),
        header.substring(PARENT_ID, FLAGS - 1),
        header.charAt(LENGTH - 1) - '0',
        tracestate);
  }

  /** The header of a context that has both ids. */
  static String of(SpanContext span) {
    return "00-" + span.traceId + '-' + span.spanId + '-' + flags(span);
  }

  /**
   * A header that {@link #read} gave, with a parent id made here.
   *
   * @param text to be used up to {@link #LENGTH}
   */
  static String child(String header, char[] text) {
    header.getChars(0, PARENT_ID, text, 0);
    SpanContext.putId(text, PARENT_ID);
    header.getChars(FLAGS - 1, LENGTH, text, FLAGS - 1);
    return new String(text, 0, LENGTH);
  }

  /** Two digits. */
  static String flags(SpanContext span) {
    return "0" + ((span.isSampled() ? 1 : 0) + (span.random ? 2 : 0));
  }

  private static boolean isValid(String text) {
    if (text.length() < LENGTH) {
      return false;
    }
    char[] chars = RetrofuseThread.current().scratch();
    text.getChars(0, LENGTH, chars, 0);
    return isLengthOfVersion(text, chars)
        && isId(chars, TRACE_ID, PARENT_ID - 1)
        && isId(chars, PARENT_ID, FLAGS - 1)
        && isHex(chars, FLAGS)
        && chars[TRACE_ID - 1] == '-'
        && chars[PARENT_ID - 1] == '-'
        && chars[FLAGS - 1] == '-';
  }

  private static boolean isLengthOfVersion(String text, char[] chars) {
    if (chars[0] == '0' && chars[1] == '0') {
      return text.length() == LENGTH;
    }
    return isHex(chars, 0)
        && (chars[0] != 'f' || chars[1] != 'f')
        && (text.length() == LENGTH || text.charAt(LENGTH) == '-');
  }

  private static boolean isHex(char[] chars, int start) {
    return (Chars.notLowerHex(chars[start]) | Chars.notLowerHex(chars[start + 1])) == 0;
  }

  // Digits and letters come in no order that a processor could foresee: no branch for each.
  private static boolean isId(char[] chars, int start, int end) {
    int any = 0;
    int other = 0;
    for (int i = start; i < end; i++) {
      any |= chars[i] ^ '0';
      other |= Chars.notLowerHex(chars[i]);
    }
    return any != 0 && other == 0;
  }

  private static String asVersion00(String text) {
    char last = text.charAt(LENGTH - 1);
    boolean known = last >= '0' && last <= '0' + SAMPLED_AND_RANDOM;
    if (known && text.charAt(FLAGS) == '0' && text.charAt(0) == '0' && text.charAt(1) == '0') {
      return text;
    }
    int flags = Character.digit(last, 16) & SAMPLED_AND_RANDOM;
    return "00" + text.substring(TRACE_ID - 1, FLAGS) + '0' + (char) ('0' + flags);
  }
}
