package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of rule files before they act. */
class ReviewCommandsTest {
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { host: pay.example } }
          breaker: { minimum-calls: 50, by: route }
        - name: standby
          match: { jdbc: { operation: CONNECT } }
          breaker: {}
          fallback: { replica: "jdbc:postgresql://user:secret@standby/shop" }
      """;

  @TempDir Path folder;

  private final Screen screen = new Screen(false);
  private String file;

  @BeforeEach
  void write() throws IOException {
    file = write("rules.yaml", RULES);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void lintsAFile() {
    assertEquals(0, screen.run("lint", file), screen::err);
    assertEquals(file + ": 2 rules, 0 findings\n", screen.out());
  }

  @Test
  void lintSaysWhereWhatAndWhatToDo() {
    assertEquals(0, screen.run("lint", file, "--calls-per-second", "1.5"));
    List<String> lines = screen.out().lines().toList();
    assertTrue(lines.get(0).startsWith(file + ":4:16: never-opens: rule 'payments': needs 50 "));
    assertTrue(lines.get(1).startsWith("    lower minimum-calls to 15, "), screen::out);
    assertEquals(file + ": 2 rules, 1 finding", lines.get(lines.size() - 1));
    Screen strict = new Screen(true);
    assertEquals(1, strict.run("lint", file, "--calls-per-second", "1.5", "--strict"));
    assertTrue(strict.out().contains("\u001b[33;1mnever-opens\u001b[0m"), strict::out);
  }

  @Test
  void lintTakesAllEnvironmentsAndSaysOnceWhatIsTheSame() throws IOException {
    String text =
        """
        rules:
          - { name: a, match: { http: {} }, breaker: { jitter: 0% } }
          - { name: b, match: { jdbc: {} }, breaker: {} }
        overlays:
          production: { change: { b: { breaker: { jitter: 0% } } } }
          test: { change: { a: { breaker: { jitter: 20% } } } }
        """;
    String all = write("all.yaml", text);
    assertEquals(0, screen.run("lint", all), screen::err);
    List<String> lines = screen.out().lines().toList();
    assertEquals(5, lines.size(), screen::out);
    assertTrue(lines.get(0).startsWith(all + ":2:"), screen::out);
    assertTrue(lines.get(0).endsWith(" (without environment, for production)"), screen::out);
    assertTrue(lines.get(2).startsWith(all + ":5:"), screen::out);
    assertTrue(lines.get(2).endsWith(" (for production)"), screen::out);
    assertEquals(all + ": 2 rules, 2 for production, 2 for test, 2 findings", lines.get(4));

    Screen test = new Screen(false);
    assertEquals(0, test.run("lint", all, "--environment", "test", "--strict"), test::err);
    assertEquals(all + ": 2 rules, 0 findings\n", test.out());

    Screen json = new Screen(false);
    assertEquals(0, json.run("lint", all, "--json"));
    assertTrue(json.out().contains("\"environments\":[\"\",\"production\"]"), json::out);

    String same = write("same.yaml", text.replace("jitter: 20%", "window: 20s"));
    Screen once = new Screen(false);
    assertEquals(0, once.run("lint", same), once::err);
    assertFalse(once.out().lines().findFirst().get().endsWith(")"), once::out);

    String wrong = write("wrong.yaml", text.replace("jitter: 20%", "jitter: 200%"));
    Screen problems = new Screen(false);
    assertEquals(2, problems.run("lint", wrong));
    assertTrue(problems.err().startsWith(wrong + ":6:"), problems::err);
  }

  @Test
  void lintTakesTheRatesThatAnAgentHasSeen() throws IOException {
    String status =
        write(
            "status.json",
            """
            {"breakers":[
              {"rule":"payments","key":"a","calls":10,"countedMillis":10000},
              {"rule":"payments","key":"b","calls":200,"countedMillis":100000},
              {"rule":"payments","key":"b /x","calls":900,"countedMillis":0}]}
            """);
    assertEquals(0, screen.run("lint", file, "--seen", status, "--json"), screen::err);
    assertTrue(screen.out().startsWith("[{\"code\":\"never-opens\",\"rule\":\"payments\","));
    assertTrue(screen.out().contains("seen under one key at most 2: it can never open"));
    assertTrue(screen.out().contains(",\"line\":4,\"column\":16,"), screen::out);
  }

  @Test
  void lintRefusesAFileWithProblems() throws IOException {
    String wrong = write("wrong.yaml", "rules: 3");
    for (String[] words :
        new String[][] {
          {"lint", wrong}, {"explain", wrong, "kafka:a send"}, {"diff", file, wrong}
        }) {
      Screen own = new Screen(false);
      assertEquals(2, own.run(words));
      assertTrue(own.err().startsWith(wrong + ":1:8: rules: '3'"), own::err);
      assertEquals("", own.out());
    }
  }

  @Test
  void explainsACall() {
    assertEquals(0, screen.run("explain", file, "GET https://pay.example/v1/17?q=1"), screen::err);
    List<String> lines = screen.out().lines().toList();
    assertEquals("seen as:     method GET, host pay.example, port 443, path /v1/17", lines.get(0));
    assertEquals("decided by:  payments (" + file + ":2:5)", lines.get(1));
    assertEquals("key:         pay.example:443 (scope: host)", lines.get(2));
    assertEquals("counted as:  /{}/{} (by: route)", lines.get(3));
    assertTrue(lines.get(4).startsWith("trace:       pass: "), screen::out);
    assertEquals("POLICY   MODE      FIGURES", lines.get(6));
    assertTrue(lines.get(7).startsWith("breaker  enforces  window 10s, minimum-calls 50, "));
    String last = lines.get(lines.size() - 1);
    assertEquals("standby     " + file + ":5:5  is for jdbc, not for http", last);
  }

  @Test
  void explainsWithoutSecrets() {
    assertEquals(0, screen.run("explain", file, "CONNECT @ jdbc:h2:mem:x"), screen::err);
    assertTrue(screen.out().contains("jdbc:postgresql://***@standby/shop"), screen::out);
  }

  @Test
  void explainsThatNoRuleDecides() throws IOException {
    assertEquals(0, screen.run("explain", file, "kafka:orders send", "--json"), screen::err);
    Map<String, Object> answer = Json.object(screen.out());
    assertEquals(null, answer.get("rule"));
    assertEquals(List.of(), answer.get("policies"));
    assertEquals(2, ((List<?>) answer.get("others")).size());
  }

  @Test
  void comparesFiles() throws IOException {
    String other =
        write(
            "other.yaml",
            RULES.replace("50", "20").replace("standby\n", "renamed\n")
                + "trace: { mode: start }\n");
    assertEquals(1, screen.run("diff", file, other), screen::err);
    assertEquals(
        """
        ~ beside the rules
            trace.mode  pass -> start
        - rule 'standby'
            match.jdbc.operation: [CONNECT]
            with: breaker, fallback
            state: its state is lost
        ~ rule 'payments'
            breaker.minimum-calls  50 -> 20
            state: goes on with its breakers, counts and calls under way
        + rule 'renamed'
            match.jdbc.operation: [CONNECT]
            with: breaker, fallback
            state: begins anew
        """,
        screen.out());
  }

  @Test
  void comparesForPrograms() throws IOException {
    String other = write("other.yaml", RULES.replace("50", "20").replace("secret", "other"));
    assertEquals(1, screen.run("diff", file, other, "--json"), screen::err);
    assertEquals(
        "[{\"change\":\"changed\",\"rule\":\"payments\",\"moved\":\"\",\"state\":\"goes on with its"
            + " breakers, counts and calls under way\","
            + "\"keys\":{\"breaker.minimum-calls\":[\"50\",\"20\"]}}]\n",
        screen.out());
    assertFalse(screen.out().contains("secret"));
  }

  @Test
  void theSameIsTheSame() throws IOException {
    String other = write("other.yaml", "# the same\n" + RULES);
    assertEquals(0, screen.run("diff", file, other), screen::err);
    assertEquals(file + " and " + other + " say the same\n", screen.out());
  }

  @Test
  void saysThatAProcessIsGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    String pid = Long.toString(process.pid());
    assertEquals(1, screen.run("explain", pid, "kafka:a send"));
    assertEquals("retrofuse: there is no process " + pid + "\n", screen.err());
    assertEquals(2, new Screen(false).run("diff", pid, file), "1 is for what differs");
  }
}
