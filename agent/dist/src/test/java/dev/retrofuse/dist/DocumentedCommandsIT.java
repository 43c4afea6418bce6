package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each command that a document names runs, and ends as the table of commands says. */
class DocumentedCommandsIT {
  /** They are ended when they have shown something. */
  private static final Pattern GOES_ON = Pattern.compile(".* (dashboard\\b.*|-f|-javaagent:.*)");

  private static final Pattern OURS = Pattern.compile("retrofuse(?:\\.jar)? ([a-z]+)");
  private static final String USAGE = "--help' shows what there is";
  private static final int WRONG = 2;

  private static CommandHouse house;
  private static Map<String, Set<Integer>> codes;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    house = new CommandHouse(folder);
    codes = codes();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  /** The exit codes in the third column of the table of commands, by command. */
  private static Map<String, Set<Integer>> codes() {
    Map<String, Set<Integer>> codes = new HashMap<>();
    String operating = Documents.text(Documents.ROOT.resolve("docs/operating.md"));
    Pattern row = Pattern.compile("(?m)^\\| `([a-z]+)[^|]* \\| [^|]* \\| ([0-9][^|]*) \\|$");
    Matcher each = row.matcher(operating);
    while (each.find()) {
      Matcher code = Pattern.compile("(?:^|; )([0-9])\\b").matcher(each.group(2));
      while (code.find()) {
        codes
            .computeIfAbsent(each.group(1), absent -> new TreeSet<>())
            .add(Integer.valueOf(code.group(1)));
      }
    }
    return codes;
  }

  @TestFactory
  Stream<DynamicTest> everyCommandRuns() throws IOException {
    Set<String> seen = new TreeSet<>();
    return DocumentedCommand.all().stream()
        .filter(DocumentedCommand::isToBeRun)
        .filter(command -> seen.add(command.text().replace("java -jar retrofuse.jar", "retrofuse")))
        .map(command -> DynamicTest.dynamicTest(command.toString(), () -> runs(command)));
  }

  private static void runs(DocumentedCommand command) throws Exception {
    String text = Placeholders.filled(command, house);
    house.prepare(text);
    if (GOES_ON.matcher(text).matches()) {
      goesOn(text);
      return;
    }
    Process process = Shell.start(house.folder(), "-o", "pipefail", "-c", text);
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    house.hasRun(text);
    String what = text + " ended with " + code + ":\n" + said;
    assertFalse(said.contains(USAGE), what);
    assertTrue(code != WRONG, what);
    Matcher ours = OURS.matcher(text);
    if (ours.find()) {
      assertTrue(codes.get(ours.group(1)).contains(code), () -> what + "allowed: " + codes);
    } else {
      assertEquals(0, code, what);
    }
  }

  /** Until an address, an event, or that an agent's rules are in force is shown. */
  private static void goesOn(String text) throws IOException {
    Process process = Shell.start(house.folder(), "-c", text);
    StringBuilder said = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = "";
      while (line != null && !line.matches(".*( in force|http://127.0.0.1:).*")) {
        line = out.readLine();
        said.append(line).append('\n');
      }
      assertTrue(line != null && process.isAlive(), text + " has ended:\n" + said);
    } finally {
      Shell.end(process);
    }
  }

  @Test
  void theTableOfCommandsHasTheirExitCodes() {
    assertEquals(Set.of(0), codes.get("list"));
    assertEquals(Set.of(0, 1, 2), codes.get("diff"));
    assertTrue(codes.size() > 20, codes::toString);
  }

  @Test
  void commandsAreFoundWhereverTheyStand() throws IOException {
    List<String> all = DocumentedCommand.all().stream().map(DocumentedCommand::text).toList();
    for (String command :
        List.of(
            "java -jar retrofuse.jar detach PID",
            "java -javaagent:retrofuse.jar=rules=payments.yaml -jar service.jar",
            "retrofuse doctor PID",
            "retrofuse top PID",
            "retrofuse test quickstart.yaml",
            "java -jar retrofuse.jar validate environments.yaml",
            "jcmd PID JFR.start name=calls")) {
      assertTrue(all.contains(command), command + " is not among " + all);
    }
  }
}
