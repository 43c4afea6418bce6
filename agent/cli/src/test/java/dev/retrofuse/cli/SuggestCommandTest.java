package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that makes rules of what was seen. */
class SuggestCommandTest {
  @TempDir Path folder;
  private final Screen screen = new Screen(false);

  @Test
  void printsAFileThatIsValid() throws IOException {
    Path seen = folder.resolve("seen.json");
    Files.writeString(
        seen,
        """
        {"seconds": 60.0, "calls": [{"kind": "http", "url": null, "destination": "pay:443",
          "operation": "GET", "object": "/a", "callers": [], "calls": 600, "failures": 3,
          "mostAtOnce": 2, "p99Millis": 30.5}]}
        """);
    assertEquals(0, screen.run("suggest", seen.toString()), screen::err);
    Path rules = Files.writeString(folder.resolve("rules.yaml"), screen.out());
    Screen other = new Screen(false);
    assertEquals(0, other.run("validate", rules.toString()), other::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"calls\": 1}", "{\"seconds\": 1, \"calls\": [", "rules: []"})
  void whatIsSomethingElseIsWrongUse(String text) throws IOException {
    Path seen = Files.writeString(folder.resolve("seen.json"), text);
    assertEquals(2, screen.run("suggest", seen.toString()));
    assertTrue(
        screen.err().contains(seen + " is not what 'discover --json' prints: "), screen::err);
    assertEquals("", screen.out());
  }
}
