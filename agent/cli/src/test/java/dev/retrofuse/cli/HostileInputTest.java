package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that commands take besides rules: what is none of theirs is wrong use, in few words. */
class HostileInputTest {
  private static final int LONGEST_MESSAGE = 2_000;

  @TempDir Path folder;

  private final Screen screen = new Screen(false);
  private String rules;

  @BeforeEach
  void write() throws IOException {
    rules = file("rules.yaml", "rules: [{ name: a, match: { http: { host: a } }, breaker: {} }]\n");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void assertRefused(String says, String... words) {
    int before = screen.err().length();
    assertEquals(2, screen.run(words), screen::err);
    String text = screen.err().substring(before);
    assertTrue(text.contains(says), says + " is missing in: " + text);
    assertTrue(text.length() < LONGEST_MESSAGE, text.length() + " characters");
    assertEquals("", screen.out());
  }

  private void assertRefusedByAll(String says, String file) {
    assertRefused(says, "suggest", file);
    assertRefused(says, "simulate", rules, "--recording", file);
    assertRefused(says, "lint", rules, "--seen", file);
  }

  @Test
  void whatNeverEndsOrIsTooLong() throws Exception {
    assertRefusedByAll("no regular file; name a file", "/dev/zero");
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertRefusedByAll("no regular file; name a file", pipe.toString());
    assertRefusedByAll("a directory; name a file", folder.toString());
    assertRefusedByAll("no such file", folder.resolve("none").toString());
    Path large = Files.write(folder.resolve("large"), new byte[(64 << 20) + 1]);
    assertRefusedByAll("more than", large.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"breakers\": [", "{\"breakers\": [1", "{\"a\": \"b", "{\"a\": 1e"})
  void answersThatAreCutOff(String text) throws IOException {
    String file = file("cut.json", text);
    assertRefused("line: 1, column: ", "suggest", file);
    assertRefused("line: 1, column: ", "lint", rules, "--seen", file);
  }

  @Test
  void answersThatAreHostile() throws IOException {
    String nested = "{\"a\":".repeat(100_000);
    String long1 = "{\"seconds\": " + "9".repeat(1 << 20) + "}";
    String other = "x".repeat(1 << 20);
    for (String text :
        List.of(nested, "[".repeat(100_000), long1, other, "[]", "{\"breakers\":[1]}")) {
      String file = file("hostile.json", text);
      assertRefused(" is not what 'discover --json' prints: ", "suggest", file);
      assertRefused(" is no output of 'status --json': ", "lint", rules, "--seen", file);
    }
  }

  @Test
  void figuresThatNobodyCounted() throws IOException {
    String call =
        "{\"seconds\": 1e-300, \"calls\": [{\"kind\": \"http\", \"destination\": \"a:1\","
            + " \"operation\": \"GET\", \"object\": \"/\", \"calls\": 1e300, \"failures\": 1e308,"
            + " \"mostAtOnce\": 1e308, \"p99Millis\": 1e308}]}";
    assertEquals(0, screen.run("suggest", file("seen.json", call)), screen::err);
    Screen other = new Screen(false);
    assertEquals(0, other.run("validate", file("made.yaml", screen.out())), other::err);
  }

  @Test
  void recordingsThatAreHostile() throws IOException {
    String head = "retrofuse-recording\t1\t10\t1\t0\n";
    String name = "name\t1\thttp\tGET\thttps\ta\t443\t/x\n";
    String far = "922337203685477\t922337203685477\t1\t200\n";
    for (String text :
        List.of(
            "",
            "x".repeat(10 << 20),
            head.replace("10\t1", "10\t99"),
            head + "x\t".repeat(1 << 20),
            head + "name\t1\thttp\tGET\n",
            head + name.replace("443", "9".repeat(100_000)),
            head + name + "9223372036854775807\t1\t1\t200\n",
            head + name + "0\t1\t1\t" + "9".repeat(100_000) + "\n",
            head + name + "\\u12\t1\t1\t200\n")) {
      assertRefused(" is not played: ", "simulate", rules, "--recording", file("calls.rec", text));
    }
    file("far.rec", head + name + far);
    String[] words = {"simulate", rules, "--recording", folder.resolve("far.rec").toString()};
    assertEquals(0, screen.run(words), screen::err);
  }
}
