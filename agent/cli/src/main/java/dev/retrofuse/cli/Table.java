package dev.retrofuse.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. */
final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] numeric;

  /**
   * Headings; those of columns of numbers, which are aligned to the right, begin with {@code #}.
   */
  Table(String... headings) {
    numeric = new boolean[headings.length];
    String[] row = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      numeric[i] = headings[i].startsWith("#");
      row[i] = numeric[i] ? headings[i].substring(1) : headings[i];
    }
    rows.add(row);
  }

  /** A row; null for an empty cell. */
  void add(Object... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] == null ? "" : Printable.of(cells[i].toString());
    }
    rows.add(row);
  }

  void print(PrintWriter out, Paint paint) {
    lines(paint).forEach(out::println);
  }

  /** The headings, then one for each row. */
  List<String> lines(Paint paint) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      lines.add(line(rows.get(r), widths, r == 0 ? Paint.NONE : paint));
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[numeric.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return widths;
  }

  private String line(String[] row, int[] widths, Paint paint) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String blanks = blanks(widths[i] - row[i].length());
      String cell = i == 0 ? paint.apply(row[i]) : row[i];
      line.append(i == 0 ? "" : GAP).append(numeric[i] ? blanks + cell : cell + blanks);
    }
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.substring(0, end);
  }

  private static String blanks(int count) {
    StringBuilder blanks = new StringBuilder();
    for (int i = 0; i < count; i++) {
      blanks.append(' ');
    }
    return blanks.toString();
  }

  /** Gives the first cell of a row its colour. */
  interface Paint {
    Paint NONE = cell -> cell;

    String apply(String cell);
  }
}
