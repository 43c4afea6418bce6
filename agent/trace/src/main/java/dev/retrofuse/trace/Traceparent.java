package dev.retrofuse.trace;

/**
 * {@code traceparent}: {@code version-traceid-parentid-flags}, 2, 32, 16 and 2 digits of lower-case
 * hex. Higher versions are read by their first 55 characters and go on as version 00.
 */
final class Traceparent {
  private static final int LENGTH = 55;
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
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

  /** Two digits. */
  static String flags(SpanContext span) {
    return "0" + ((span.isSampled() ? 1 : 0) + (span.random ? 2 : 0));
  }

  private static boolean isValid(String text) {
    return text.length() >= LENGTH
        && isHex(text, 0, TRACE_ID - 1)
        && isLengthOfVersion(text)
        && isId(text, TRACE_ID, PARENT_ID - 1)
        && isId(text, PARENT_ID, FLAGS - 1)
        && isHex(text, FLAGS, LENGTH)
        && text.charAt(TRACE_ID - 1) == '-'
        && text.charAt(PARENT_ID - 1) == '-'
        && text.charAt(FLAGS - 1) == '-';
  }

  private static boolean isLengthOfVersion(String text) {
    if (text.startsWith("ff")) {
      return false;
    }
    return text.length() == LENGTH || (!text.startsWith("00") && text.charAt(LENGTH) == '-');
  }

  // Digits and letters come in no order that a processor could foresee: no branch for each.
  private static boolean isHex(String text, int start, int end) {
    int other = 0;
    for (int i = start; i < end; i++) {
      other |= Chars.notLowerHex(text.charAt(i));
    }
    return other == 0;
  }

  private static boolean isId(String text, int start, int end) {
    int any = 0;
    for (int i = start; i < end; i++) {
      any |= text.charAt(i) ^ '0';
    }
    return any != 0 && isHex(text, start, end);
  }

  private static String asVersion00(String text) {
    int low = Character.digit(text.charAt(LENGTH - 1), 16);
    int flags = low & SAMPLED_AND_RANDOM;
    if (text.startsWith("00") && text.charAt(FLAGS) == '0' && flags == low) {
      return text;
    }
    return "00" + text.substring(TRACE_ID - 1, FLAGS) + '0' + (char) ('0' + flags);
  }
}
