package dev.retrofuse.rehearsal.starter;

/** Lines of YAML; what comes from elsewhere stays within its line. */
final class Yaml {
  private static final int LONGEST_COMMENT = 150;
  private static final int FIGURE_WIDTH = 32;

  private final StringBuilder text = new StringBuilder();

  void line(String line) {
    text.append(line).append('\n');
  }

  void comment(String indent, String comment) {
    line(indent + "# " + printable(comment, LONGEST_COMMENT));
  }

  /** A key with its value, and why it is that. */
  void figure(String indent, String keyAndValue, String why) {
    StringBuilder line = new StringBuilder(indent).append(keyAndValue);
    while (line.length() < FIGURE_WIDTH) {
      line.append(' ');
    }
    line(line.append(" # ").append(printable(why, LONGEST_COMMENT)).toString());
  }

  /** In ASCII and in one line, cut where it is longer. */
  static String printable(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < longest; i++) {
      char c = text.charAt(i);
      shown.append(isPlain(c) ? c : '?');
    }
    return shown.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~';
  }

  /** In double quotes, as ASCII. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (isPlain(c)) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
