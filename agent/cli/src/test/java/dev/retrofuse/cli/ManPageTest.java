package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPageTest {
  @TempDir Path folder;

  private final Screen screen = new Screen(false);

  /** What a reader sees. */
  private static String shown(Path page) throws Exception {
    Process groff =
        new ProcessBuilder("groff", "-ww", "-man", "-Tascii", "-P-cbou", page.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, groff.waitFor(), text);
    assertFalse(text.contains("warning"), text);
    return text.replaceAll("[ \n]+", " ");
  }

  @Test
  void everyCommandHasAPageThatGroffTakes() throws Exception {
    assertEquals(0, screen.run("man", "--to", folder.toString()), screen::err);
    List<Path> pages;
    try (Stream<Path> files = Files.list(folder)) {
      pages = files.toList();
    }
    assertEquals(
        Main.commandLine(screen.console, null, () -> {}).getSubcommands().size() + 1, pages.size());
    for (Path page : pages) {
      String text = shown(page);
      for (String section : List.of(" NAME ", " SYNOPSIS ", " EXIT STATUS ", " SEE ALSO ")) {
        assertTrue(text.contains(section), page + ": " + text);
      }
    }
  }

  @Test
  void saysWhatTheCommandKnows() throws Exception {
    assertEquals(0, screen.run("man", "open"), screen::err);
    String text = shown(Files.writeString(folder.resolve("open.1"), screen.out()));
    assertTrue(text.contains("retrofuse-open - Forces breakers to be open for a time"), text);
    assertTrue(text.contains("retrofuse open [-h]"), text);
    assertTrue(text.contains("--for TIME How long, 1s to 24h (default: 10m)"), text);
    assertFalse(text.contains("--by"), "hidden: " + text);
  }

  @Test
  void ofACommandThatThereIsNot() {
    assertEquals(2, screen.run("man", "opn"));
    assertTrue(screen.err().contains("there is no command 'opn'"), screen::err);
  }
}
