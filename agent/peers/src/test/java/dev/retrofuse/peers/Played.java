package dev.retrofuse.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What came out of a failure mode, and what is expected of it. */
public final class Played {
  private final List<Row> rows;

  private Played(List<Row> rows) {
    this.rows = rows;
  }

  public static Played of(FailureMode mode) {
    return new Played(mode.play());
  }

  /** The fault shows in that library: its figure lies between two bounds. */
  public Played there(String library, String happens, double least, double most) {
    return between(row(library, happens).there(), least, most);
  }

  /** Retrofuse's figure beside it. */
  public Played here(String library, String happens, double least, double most) {
    Figure here = row(library, happens).here();
    return between(here, least, most);
  }

  private Played between(Figure figure, double least, double most) {
    String text = figure.text() + ", expected " + least + " to " + most;
    assertTrue(figure.value() >= least && figure.value() <= most, text);
    return this;
  }

  private Row row(String library, String happens) {
    List<Row> found =
        rows.stream()
            .filter(row -> row.library().equals(library) && row.happens().contains(happens))
            .toList();
    assertEquals(1, found.size(), () -> library + ", " + happens + " in " + rows);
    return found.get(0);
  }
}
