package dev.retrofuse.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The committed page has the rows that the code produces; its figures are of some machine. */
class FailureModesDocTest {
  private static final Path PAGE = Path.of("../../docs/failure-modes.md");
  private static final String PACKAGE = "dev.retrofuse.peers.failure.";

  @Test
  void hasTheRowsThatThePlayedModesHave() throws IOException {
    String played = Table.play(FailureModes.all());
    assertEquals(
        String.join("\n", Table.rows(played)),
        String.join("\n", Table.rows(Files.readString(PAGE))),
        "run scripts/failure-modes");
    assertTrue(Files.readString(PAGE).startsWith(Main.introduction()), "run scripts/failure-modes");
  }

  @Test
  void namesTestsThatThereAre() throws ClassNotFoundException {
    for (FailureMode mode : FailureModes.all()) {
      Class.forName(PACKAGE + mode.test());
    }
  }

  @Test
  void aFigureDoesNotMakeARowAnother() {
    String row = "| F1 Title | a library | what happens | %s | %s | `ATest` |\n";
    assertEquals(
        List.of("F1 Title | a library | what happens | `ATest` |"),
        Table.rows(String.format(row, "1 s", "2 s")));
    assertEquals(
        Table.rows(String.format(row, "1 s", "2 s")), Table.rows(String.format(row, "3 s", "4 s")));
  }
}
