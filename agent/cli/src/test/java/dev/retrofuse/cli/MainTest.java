package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String RULE =
      "  - { name: one, match: { http: { host: a } }, breaker: {} }\n";

  @TempDir Path folder;

  private final Screen screen = new Screen(false);

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), text).toString();
  }

  @Test
  void validatesAGoodFile() throws IOException {
    String file = file("rules:\n" + RULE);
    assertEquals(0, screen.run("validate", file), screen::err);
    assertEquals(file + ": 1 rule, valid\n", screen.out());
    assertEquals("", screen.err());
  }

  @Test
  void validatesForPrograms() throws IOException {
    String file = file("rules:\n" + RULE);
    assertEquals(0, screen.run("validate", file, "--json"), screen::err);
    String good =
        "{\"file\":\""
            + file
            + "\",\"valid\":true,\"read\":[{\"of\":\""
            + file
            + "\",\"rules\":1}],\"problems\":[]}\n";
    assertEquals(good, screen.out());
    Screen other = new Screen(false);
    assertEquals(2, other.run("validate", file("rules:\n" + RULE + "  - nam: x\n"), "--json"));
    assertTrue(
        other
            .out()
            .contains(
                "\"valid\":false,\"read\":[],\"problems\":[{\"file\":\""
                    + file
                    + "\",\"line\":3,"));
    assertTrue(other.out().contains("unknown key 'nam'"), other::out);
    assertEquals("", other.err());
  }

  @Test
  void locatesEveryProblemOfABrokenFile() throws IOException {
    String file = file("rules:\n" + RULE + "  - nam: two\n  - 3\n");
    assertEquals(2, screen.run("validate", file));
    assertEquals("", screen.out());
    List<String> lines = screen.err().lines().filter(line -> !line.startsWith(" ")).toList();
    assertTrue(lines.stream().anyMatch(line -> line.startsWith(file + ":3:5: unknown key 'nam'")));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith(file + ":4:5: ")), screen::err);
    String last = "retrofuse: " + file + " is not valid: " + (lines.size() - 1) + " problems";
    assertEquals(last, lines.get(lines.size() - 1));
  }

  @Test
  void saysThatAFileIsMissing() {
    String file = folder.resolve("absent.yaml").toString();
    assertEquals(2, screen.run("validate", file));
    assertTrue(screen.err().contains("no such file: " + file), screen::err);
    assertEquals(2, screen.run("attach", "1", "--rules", file));
    assertFalse(screen.err().contains("HotSpot"), "a wrong rule file is found before all else");
  }

  @ParameterizedTest
  @CsvSource({"atach,attach", "lis,list", "detatch,detach", "statsu,status", "vaildate,validate"})
  void guessesTheCommand(String written, String meant) {
    assertEquals(2, screen.run(written, "1"));
    assertEquals(
        "retrofuse: unknown command '" + written + "'; did you mean '" + meant + "'?",
        screen.err().lines().findFirst().orElse(""));
    assertEquals("", screen.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "status | missing required parameter: 'PID'",
        "status abc | (PID): 'abc' is not a whole number",
        "status -5 | PID must be 1 or more, not -5",
        "status 1 --timeout 0 | --timeout must be 1 or more, not 0",
        "status 1 --jsn | unknown option '--jsn'; did you mean '--json'?",
        "open 1 pay --for 25h | '25h' is no time from 1s to 24h, such as 30s, 10m or 2h",
        "observe 1 pay --for 0s | '0s' is no time",
        "close 1 | missing required parameter: 'BREAKER'",
        "attach 1 | missing required option: '--rules=FILE'",
        "lint a --caller-timeout 5 | --caller-timeout: '5' is no time; write 500ms, 2s or 1m",
        "lint a --calls-per-second 0 | --calls-per-second must be above 0",
        "lint a --client-retries 101 | --client-retries must be 0 to 100",
        "lint a --seen /dev/null | --seen: /dev/null is no output of 'status --json'",
        "explain a b | no call: 'b'; write one such as 'GET https://pay.example/v1/charge'",
        "diff 1 a --timeout 0 | --timeout must be 1 or more, not 0",
        "diff a | missing required parameter: 'NEW'",
        "validate a b | unknown argument 'b'",
      })
  void saysWhatIsWrongWithTheUse(String words, String text) {
    assertEquals(2, screen.run(words.split(" ")));
    assertTrue(screen.err().contains(text), screen::err);
    String command = words.split(" ")[0];
    assertTrue(screen.err().contains("retrofuse.jar " + command + " --help'"), screen::err);
  }

  @Test
  void showsTheCommandsWhenNoneIsGiven() {
    assertEquals(2, screen.run());
    assertTrue(screen.err().startsWith("retrofuse: a command is missing\nUsage:"), screen::err);
    assertTrue(screen.err().contains("  detach "), screen::err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "attach",
        "status",
        "off",
        "on",
        "detach",
        "rules",
        "validate",
        "test",
        "discover",
        "suggest",
        "record",
        "simulate",
        "lint",
        "explain",
        "diff",
        "open",
        "close",
        "reset",
        "observe"
      })
  void everyCommandHasHelp(String command) {
    assertEquals(0, screen.run(command, "--help"));
    assertEquals(0, screen.run("help", command));
    assertTrue(screen.out().startsWith("Usage: retrofuse " + command + " [-h]"), screen::out);
    assertEquals("", screen.err());
  }

  @Test
  void saysItsVersion() {
    assertEquals(0, screen.run("--version"));
    assertTrue(screen.out().matches("retrofuse [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n"), screen::out);
  }

  @Test
  void doesNotDisturbAProcessThatIsNoJvm() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertEquals(1, screen.run("status", Long.toString(sleep.pid())));
      assertEquals(
          "retrofuse: process " + sleep.pid() + " (sleep) is not a HotSpot JVM\n", screen.err());
      assertTrue(sleep.isAlive());
    } finally {
      sleep.destroy();
    }
  }

  @Test
  void saysThatAProcessIsGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    for (String command : List.of("status", "off", "on", "detach", "rules")) {
      Screen own = new Screen(false);
      assertEquals(1, own.run(command, Long.toString(process.pid())));
      assertEquals("retrofuse: there is no process " + process.pid() + "\n", own.err());
    }
  }

  @Test
  void validatesAFolderAndEveryEnvironment() throws IOException {
    file("rules:\n" + RULE);
    Files.writeString(
        folder.resolve("o.yml"),
        "overlays:\n  production: { change: { one: { mode: observe } } }\n  test: { change: { one: null } }\n");
    assertEquals(0, screen.run("validate", folder.toString()), screen::err);
    assertEquals(
        folder
            + ": 1 rule, valid\n"
            + folder
            + " for production: 1 rule, valid\n"
            + folder
            + " for test: 0 rules, valid\n",
        screen.out());
    Screen own = new Screen(false);
    assertEquals(0, own.run("validate", folder.toString(), "--environment", "test"), own::err);
    assertEquals(folder + " for test: 0 rules, valid\n", own.out());
  }

  @Test
  void saysTheProblemsOfEveryEnvironmentOnce() throws IOException {
    String file =
        file(
            "rules:\n"
                + RULE
                + "modd: 1\noverlays:\n  a: { change: { one: { mode: off } } }\n  b: { change: { one: { scop: host } } }\n");
    assertEquals(2, screen.run("validate", file));
    List<String> lines = screen.err().lines().filter(line -> !line.startsWith(" ")).toList();
    assertEquals(4, lines.size(), screen::err);
    assertTrue(lines.get(0).startsWith(file + ":3:1: unknown key 'modd'"), screen::err);
    assertTrue(lines.get(1).startsWith(file + ":5:31: mode: 'off'"), screen::err);
    assertTrue(lines.get(2).startsWith(file + ":6:25: unknown key 'scop'"), screen::err);
    Screen own = new Screen(false);
    assertEquals(2, own.run("validate", file, "--environment", "bb"));
    assertTrue(
        own.err().contains(":4:1: no overlay for the environment 'bb'; allowed: a or b; "),
        own::err);
  }

  @Test
  void leavesItToTheJvmWhetherVariablesHaveValues() throws IOException {
    String file = file("rules: []\ntrace:\n  mode: ${RETROFUSE_TEST_UNSET}\n");
    assertEquals(2, screen.run("validate", file));
    assertTrue(
        screen.err().contains(":3:9: the environment variable RETROFUSE_TEST_UNSET has no value"),
        screen::err);
    Screen own = new Screen(false);
    long nobody = Integer.MAX_VALUE;
    assertEquals(1, own.run("attach", Long.toString(nobody), "--rules", file), own::err);
    assertEquals("retrofuse: there is no process " + nobody + "\n", own.err());
  }
}
