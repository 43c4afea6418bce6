package dev.retrofuse.operations;

/** One line of the log: without secrets, without control characters, of bounded length. */
final class LogLine {
  static final String PREFIX = "[retrofuse] ";
  static final int MOST_CHARACTERS = 2_000;

  private static final String HEX = "0123456789abcdef";

  private LogLine() {}

  static String clean(String text) {
    // Cut first, so that no text, however long, costs more than its first part.
    int end = end(text);
    String clean = escaped(Secrets.mask(text.substring(0, end)));
    return end < text.length() ? clean + "... (" + (text.length() - end) + " more)" : clean;
  }

  // Between words: of half a URL nobody can tell that it holds a password.
  private static int end(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text.length();
    }
    int blank = text.lastIndexOf(' ', MOST_CHARACTERS);
    return blank > MOST_CHARACTERS / 2 ? blank : MOST_CHARACTERS;
  }

  private static String escaped(String text) {
    int at = 0;
    while (at < text.length() && !isControl(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
    for (; at < text.length(); at++) {
      append(out, text.charAt(at));
    }
    return out.toString();
  }

  // Also what starts a new line or turns the direction of writing in a terminal.
  private static boolean isControl(char c) {
    return c < ' '
        || (c >= 0x7f && c <= 0x9f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static void append(StringBuilder out, char c) {
    if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c == '\t') {
      out.append("\\t");
    } else if (isControl(c)) {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(HEX.charAt((c >> shift) & 0xf));
      }
    } else {
      out.append(c);
    }
  }
}
