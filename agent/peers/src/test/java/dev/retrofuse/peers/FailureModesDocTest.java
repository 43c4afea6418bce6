package dev.retrofuse.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The committed page has the rows that the code produces; some figures are of some machine. */
class FailureModesDocTest {
  private static final Path PAGE = Path.of("../../docs/failure-modes.md");
  private static final String HINT = "\nrun scripts/failure-modes";
  private static final List<Path> TESTS =
      List.of(
          Path.of("src/test/java/dev/retrofuse/peers/failure"),
          Path.of("../simulator/src/test/java/dev/retrofuse/simulator/scenario"));

  @Test
  void hasTheRowsAndFiguresThatComeOut() throws IOException {
    List<String> lines =
        Files.readString(PAGE).lines().filter(line -> line.startsWith("| F")).toList();
    int next = 0;
    for (FailureMode mode : FailureModes.all()) {
      for (Row row : mode.play()) {
        String line = next < lines.size() ? lines.get(next) : "";
        String now = Table.line(mode, row);
        assertTrue(Table.agrees(line, mode, row), () -> line + "\nis now\n" + now + HINT);
        next++;
      }
    }
    assertEquals(next, lines.size(), HINT);
  }

  @Test
  void beginsWithTheIntroduction() throws IOException {
    assertTrue(Files.readString(PAGE).startsWith(Main.introduction()), HINT);
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
  void aFigureOfTheMachineMayBeAnotherAndOneOfVirtualTimeMayNot() {
    assertTrue(new Figure(234, "of 1,800 calls").agrees("234 of 1,800 calls"));
    assertFalse(new Figure(234, "of 1,800 calls").agrees("235 of 1,800 calls"));
    assertTrue(Figure.about(1_000, "bytes").agrees("1,400 bytes"));
    assertFalse(Figure.about(1_000, "bytes").agrees("4,400 bytes"));
    assertFalse(Figure.about(1, "bytes").agrees("0 bytes"));
    assertTrue(Figure.about(150, "ms").agrees("0 ms"));
  }
}
