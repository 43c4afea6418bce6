package dev.retrofuse.peers;

import java.util.List;

/** The rows of {@code docs/failure-modes.md}. */
public final class Table {
  private static final String HEAD =
      "| | library | what happens, and what is counted | there | Retrofuse | test |\n"
          + "|---|---|---|---|---|---|\n";
  private static final int CELLS = 6;
  private static final int THERE = 3;
  private static final int HERE = 4;

  private Table() {}

  /** Plays all failure modes and writes down what came out. */
  public static String play(List<FailureMode> modes) {
    StringBuilder table = new StringBuilder(HEAD);
    for (FailureMode mode : modes) {
      for (Row row : mode.play()) {
        table.append(line(mode, row)).append('\n');
      }
    }
    return table.toString();
  }

  static String line(FailureMode mode, Row row) {
    return line(mode, row, row.there().text(), row.here().text());
  }

  private static String line(FailureMode mode, Row row, String there, String here) {
    return "| "
        + String.join(
            " | ",
            mode.id() + " " + mode.title(),
            row.library(),
            row.happens(),
            there,
            here,
            "`" + mode.test() + "`")
        + " |";
  }

  /** Whether a line of the page has this row, see {@link Figure#agrees}. */
  static boolean agrees(String line, FailureMode mode, Row row) {
    String[] cells = line.split(" \\| ", -1);
    return cells.length == CELLS
        && row.there().agrees(cells[THERE])
        && row.here().agrees(cells[HERE])
        && line.equals(line(mode, row, cells[THERE], cells[HERE]));
  }
}
