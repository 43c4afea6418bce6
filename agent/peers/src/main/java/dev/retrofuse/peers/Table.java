package dev.retrofuse.peers;

import java.util.ArrayList;
import java.util.List;

/** The rows of {@code docs/failure-modes.md}. */
public final class Table {
  private static final String HEAD =
      "| | library | what happens, and what is counted | there | Retrofuse | test |\n"
          + "|---|---|---|---|---|---|\n";
  private static final int CELLS_THAT_NAME_A_ROW = 3;
  private static final int TEST_CELL = 5;

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

  private static String line(FailureMode mode, Row row) {
    return "| "
        + String.join(
            " | ",
            mode.id() + " " + mode.title(),
            row.library(),
            row.happens(),
            row.there().text(),
            row.here().text(),
            "`" + mode.test() + "`")
        + " |";
  }

  /** The rows of a text without their figures, which may differ from machine to machine. */
  public static List<String> rows(String text) {
    List<String> rows = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("| F")) {
        String[] cells = line.substring(2).split(" \\| ", -1);
        List<String> named = new ArrayList<>(List.of(cells).subList(0, CELLS_THAT_NAME_A_ROW));
        named.add(cells[TEST_CELL]);
        rows.add(String.join(" | ", named));
      }
    }
    return rows;
  }
}
