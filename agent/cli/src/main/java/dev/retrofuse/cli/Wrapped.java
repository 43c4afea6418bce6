package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.List;

/** A long line as several. */
final class Wrapped {
  private Wrapped() {}

  /**
   * Broken at blanks where there are any; nothing is lost.
   *
   * @param columns how long each may be, above 0
   * @param indent of those behind the first; none where that would leave less than half
   */
  static List<String> lines(String text, int columns, int indent) {
    String blanks = indent > columns / 2 ? "" : String.format("%" + Math.max(1, indent) + "s", "");
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > columns) {
      int blank = rest.lastIndexOf(' ', columns);
      boolean breaks = blank > blanks.length();
      int end = breaks ? blank : columns;
      lines.add(rest.substring(0, end));
      rest = blanks + rest.substring(breaks ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }
}
