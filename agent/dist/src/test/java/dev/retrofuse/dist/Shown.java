package dev.retrofuse.dist;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output as a page shows it. "..." alone in a line stands for any lines, within a line for any
 * text; a number for any number, but 0 for itself; blanks for any blanks. All else is as it stands.
 */
final class Shown {
  private static final String ANY = "...";
  private static final Pattern LOOSE =
      Pattern.compile("\\.\\.\\.|[0-9]+(?:[.,:/][0-9]+)*| +|[^0-9 .]+|\\.");

  private final List<String> lines;

  Shown(List<String> lines) {
    this.lines = lines;
  }

  boolean matches(String output) {
    return pattern(lines.size()).matcher(output).matches();
  }

  /** The first line that the output does not have where it should. */
  String missing(String output) {
    for (int count = 1; count <= lines.size(); count++) {
      if (!pattern(count).matcher(output).lookingAt()) {
        return "'" + lines.get(count - 1) + "'";
      }
    }
    return "the end";
  }

  private Pattern pattern(int count) {
    StringBuilder pattern = new StringBuilder();
    for (String line : lines.subList(0, count)) {
      pattern.append(line.equals(ANY) ? "(?:[^\n]*\n)*?" : line(line) + " *\n");
    }
    return Pattern.compile(pattern.toString());
  }

  private static String line(String line) {
    StringBuilder pattern = new StringBuilder(" *");
    Matcher piece = LOOSE.matcher(line.strip());
    while (piece.find()) {
      pattern.append(piece(piece.group()));
    }
    return pattern.toString();
  }

  private static String piece(String text) {
    if (text.equals(ANY)) {
      return "[^\n]*?";
    } else if (text.isBlank()) {
      return " +";
    } else if (text.equals("0")) {
      return "0(?![0-9.,:/]*[0-9])";
    }
    return Character.isDigit(text.charAt(0)) ? "[0-9]+(?:[.,:/][0-9]+)*" : Pattern.quote(text);
  }
}
