package dev.retrofuse.trace;

/** Character classes that the headers share. */
final class Chars {
  private static final byte[] NOT_LOWER_HEX = new byte[128];

  static {
    for (char c = 0; c < NOT_LOWER_HEX.length; c++) {
      NOT_LOWER_HEX[c] = (byte) (isDigit(c) || (c >= 'a' && c <= 'f') ? 0 : 1);
    }
  }

  private Chars() {}

  /** Optional white space, as HTTP has it around list members and values. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** 0 for a digit of lower-case hex. */
  static int notLowerHex(char c) {
    return (c & ~127) | NOT_LOWER_HEX[c & 127];
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLowerLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The first index from {@code start} that is not white space, at most {@code end}. */
  static int skipBlanks(String text, int start, int end) {
    int at = start;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /**
   * One after the last index before {@code end} that is not white space, at least {@code start}.
   */
  static int trimBlanks(String text, int start, int end) {
    int at = end;
    while (at > start && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Without white space at either end; the same object when there is none. */
  static String trim(String text) {
    int start = skipBlanks(text, 0, text.length());
    return text.substring(start, trimBlanks(text, start, text.length()));
  }
}
