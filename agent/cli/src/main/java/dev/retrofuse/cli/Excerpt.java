package dev.retrofuse.cli;

import dev.retrofuse.operations.Secrets;
import dev.retrofuse.rules.Problem;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The line of the file that a problem is in, and a caret under its place; without secrets. */
final class Excerpt {
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_BEFORE = 60;
  private static final int TAB = 4;
  private static final String CUT = "...";

  private Excerpt() {}

  /** Two lines of plain text; none where the problem is not in a line. */
  static List<String> of(Problem problem) {
    String line = problem.sourceLine();
    if (line.trim().isEmpty()) {
      return Collections.emptyList();
    }
    int at = line.offsetByCodePoints(0, Math.min(problem.column() - 1, characters(line)));
    String shown = Secrets.maskYaml(line);
    int caret = masked(line, at, shown);
    String before = withoutBegin(expanded(shown.substring(0, caret)));
    String behind = expanded(shown.substring(caret));
    return Arrays.asList(
        String.format("%5d | ", problem.line()) + cut(before + behind),
        "      | " + spaces(columns(before)) + '^');
  }

  private static int characters(String line) {
    return line.codePointCount(0, line.length());
  }

  // What is masked in front of a place moves it; within what is masked it is the mask's begin.
  private static int masked(String line, int at, String shown) {
    String before = Secrets.maskYaml(line.substring(0, at));
    if (shown.startsWith(before)) {
      return before.length();
    }
    int same = 0;
    while (same < at && same < shown.length() && shown.charAt(same) == line.charAt(same)) {
      same++;
    }
    return same;
  }

  private static String expanded(String text) {
    return text.replace("\t", spaces(TAB));
  }

  // Of a long line, what stands before the caret is of less use than what stands there.
  private static String withoutBegin(String before) {
    int characters = characters(before);
    return characters <= MOST_BEFORE
        ? before
        : CUT + before.substring(before.offsetByCodePoints(0, characters - MOST_BEFORE));
  }

  private static String cut(String line) {
    int end = 0;
    int columns = 0;
    while (end < line.length() && columns <= MOST_COLUMNS - CUT.length()) {
      int character = line.codePointAt(end);
      columns += width(character);
      end += Character.charCount(character);
    }
    return end < line.length() ? line.substring(0, end) + CUT : line;
  }

  private static String spaces(int count) {
    char[] spaces = new char[count];
    Arrays.fill(spaces, ' ');
    return new String(spaces);
  }

  private static int columns(String text) {
    return text.codePoints().map(Excerpt::width).sum();
  }

  /** How many columns of a terminal a character takes. */
  private static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  // Han, kana, Hangul, their full-width forms, and most emoji.
  private static boolean isWide(int character) {
    return (character >= 0x1100 && character <= 0x115f)
        || (character >= 0x2e80 && character <= 0xa4cf)
        || (character >= 0xac00 && character <= 0xd7a3)
        || (character >= 0xf900 && character <= 0xfaff)
        || (character >= 0xfe30 && character <= 0xfe6f)
        || (character >= 0xff00 && character <= 0xff60)
        || (character >= 0x1f300 && character <= 0x1faff)
        || (character >= 0x20000 && character <= 0x3fffd);
  }
}
