package dev.retrofuse.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The committed page has the rows that the code produces; its figures are of some machine. */
class FailureModesDocTest {
  private static final Path PAGE = Path.of("../../docs/failure-modes.md");
  private static final List<Path> TESTS =
      List.of(
          Path.of("src/test/java/dev/retrofuse/peers/failure"),
          Path.of("../simulator/src/test/java/dev/retrofuse/simulator/scenario"));

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
  void hasAllInOrder() {
    List<String> expected = IntStream.rangeClosed(1, 24).mapToObj(i -> "F" + i).toList();
    assertEquals(expected, FailureModes.all().stream().map(FailureMode::id).toList());
  }

  @Test
  void namesTestsThatThereAre() {
    for (FailureMode mode : FailureModes.all()) {
      String name = mode.test() + ".java";
      assertTrue(TESTS.stream().anyMatch(in -> Files.exists(in.resolve(name))), name);
    }
  }

  @Test
  void pointsToSectionsThatThereAre() throws IOException {
    String page = Files.readString(PAGE.resolveSibling(Simulated.PAGE));
    for (FailureMode mode : FailureModes.all()) {
      if (mode instanceof Simulated) {
        String section = ((Simulated) mode).section();
        assertTrue(page.contains("\n## " + section + "\n"), section);
      }
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
