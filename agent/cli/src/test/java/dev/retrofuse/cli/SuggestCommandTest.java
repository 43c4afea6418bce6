package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that makes rules of what was seen. */
class SuggestCommandTest {
  @TempDir Path folder;
  private final Screen screen = new Screen(false);

  private Path seen() throws IOException {
    return Files.writeString(
        folder.resolve("seen.json"),
        """
        {"seconds": 60.0, "calls": [{"kind": "http", "url": null, "destination": "pay:443",
          "operation": "GET", "object": "/a", "callers": [], "calls": 600, "failures": 3,
          "mostAtOnce": 2, "p99Millis": 30.5}]}
        """);
  }

  @Test
  void printsAFileThatIsValid() throws IOException {
    Path seen = seen();
    assertEquals(0, screen.run("suggest", seen.toString()), screen::err);
    Path rules = Files.writeString(folder.resolve("rules.yaml"), screen.out());
    Screen other = new Screen(false);
    assertEquals(0, other.run("validate", rules.toString()), other::err);
  }

  @Test
  void printsTheSameForPrograms() throws IOException {
    Path seen = seen();
    assertEquals(0, screen.run("suggest", seen.toString()), screen::err);
    Screen other = new Screen(false);
    assertEquals(0, other.run("suggest", seen.toString(), "--json"), other::err);
    Map<String, Object> json = Json.object(other.out());
    assertEquals(screen.out(), json.get("yaml"));
    Map<String, Object> first = Json.objects(json, "rules").get(0);
    // JSON is YAML: what stands under "rule" can be put into a rule file as it is.
    List<Object> rules = List.of(first.get("rule"));
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, Json.text(Json.map("rules", rules)));
    Path yaml = Files.writeString(folder.resolve("yaml.yaml"), screen.out());
    Screen compared = new Screen(false);
    int code = compared.run("diff", yaml.toString(), file.toString());
    assertEquals(0, code, compared::out);
    String figures = first.get("seen").toString();
    assertTrue(figures.startsWith("{calls=600, perSecond=10.0, failures=3,"), figures);
    assertTrue(first.get("why").toString().contains("breaker.slow-call=three times the p99"));
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
