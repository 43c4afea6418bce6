package dev.retrofuse.operations.recording;

/** One line of a recording: fields between tabs, in ASCII. */
final class Line {
  private static final int LONGEST = 400;

  private Line() {}

  /** A null is an empty field; what is very long is cut. */
  static String of(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (Object field : fields) {
      line.append(line.length() == 0 ? "" : "\t");
      add(line, field == null ? "" : field.toString());
    }
    return line.toString();
  }

  private static void add(StringBuilder line, String field) {
    for (int i = 0; i < field.length() && i < LONGEST; i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        line.append("\\\\");
      } else if (c >= ' ' && c <= '~') {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
  }
}
