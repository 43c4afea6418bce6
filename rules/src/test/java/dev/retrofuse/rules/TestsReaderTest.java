package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests in rule files: what is read, and what is a problem. */
class TestsReaderTest {
  @TempDir Path folder;

  private static RuleSet parsed(String tests) {
    RuleFileResult result = RuleFile.parse("f", "rules: []\n" + tests);
    assertEquals(List.of(), result.problems());
    return result.ruleSet();
  }

  private static List<String> problems(String tests) {
    return RuleFile.parse("f", "rules: []\n" + tests).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void everyKeyIsRead() {
    RuleTest test =
        parsed(
                """
                tests:
                  - name: an outage
                    plays: 20
                    steps:
                      - after: 2s
                        given: { calls: 20, to: GET https://a.example/x, within: 10s, takes: 3s,
                                 slow: 30%, fail: all, hang: 5%, with: time-out }
                        then: { rule: none, state: half-open, within: 1s, refused: 3-7,
                                would-refuse: all, retries: 4, out-of-budget: none, failed: 1,
                                answered: 2, struck: 5 }
                      - given: {}
                      - given: { with: 503, retry-after: 30s }
                """)
            .tests()
            .get(0);
    assertEquals("an outage", test.name());
    TestStep step = test.steps().get(0);
    assertEquals(20, test.plays());
    assertEquals("6:9", step.line() + ":" + step.column());
    assertEquals(2_000_000_000L, step.afterNanos());
    PlannedCalls given = step.given();
    assertEquals(20, given.count());
    assertEquals("GET https://a.example/x", given.to().toString());
    assertEquals(10_000_000_000L, given.withinNanos());
    assertEquals(3_000_000_000L, given.takesNanos());
    assertEquals("0.3 1.0 0.05", given.slow() + " " + given.fail() + " " + given.hang());
    assertEquals(PlannedCalls.TIME_OUT, given.with());
    Expectation then = step.then();
    assertEquals("none", then.rule());
    assertEquals(ExpectedState.HALF_OPEN, then.state());
    assertEquals(1_000_000_000L, then.withinNanos());
    assertEquals(
        "{refused=3-7, would-refuse=all, retries=4, out-of-budget=none, failed=1, answered=2,"
            + " struck=5}",
        then.counts().toString());
    CallCount refused = then.counts().get(StepCount.REFUSED);
    assertTrue(refused.fits(3, 20) && !refused.fits(8, 20));
    CallCount wouldRefuse = then.counts().get(StepCount.WOULD_REFUSE);
    assertTrue(wouldRefuse.fits(20, 20) && !wouldRefuse.fits(19, 20));
    PlannedCalls usual = test.steps().get(1).given();
    assertSame(given.to(), usual.to());
    assertEquals("1 0 10000000 500", text(usual));
    assertNull(test.steps().get(1).then());
    assertEquals(0, usual.retryAfterNanos());
    assertEquals(30_000_000_000L, test.steps().get(2).given().retryAfterNanos());
  }

  private static String text(PlannedCalls calls) {
    return calls.count()
        + " "
        + calls.withinNanos()
        + " "
        + calls.takesNanos()
        + " "
        + calls.with();
  }

  @Test
  void callsOfEachKind() {
    assertCall("POST http://h:8/a?b", Kind.HTTP, "POST", "http://h:8/a?b");
    assertCall("SELECT a FROM b @ jdbc:h2:mem:x", Kind.JDBC, "SELECT a FROM b", "jdbc:h2:mem:x");
    assertCall("CONNECT @ jdbc:h2:mem:x", Kind.JDBC, "CONNECT", "jdbc:h2:mem:x");
    assertCall("rabbitmq:orders send", Kind.MESSAGING, "rabbitmq", "orders");
    assertCall("kafka:a.b", Kind.MESSAGING, "kafka", "a.b");
    assertCall("rabbitmq:exchange/key publish", Kind.MESSAGING, "rabbitmq", "exchange");
    assertCall("SELECT '@' @ x @ jdbc:o:@h", Kind.JDBC, "SELECT '@' @ x", "jdbc:o:@h");
    for (String none : List.of("GET pay", "GET http:///x", "amqp:x", "SELECT 1", "")) {
      assertThrows(IllegalArgumentException.class, () -> WrittenCall.parse(none), none);
    }
  }

  @Test
  void aLongTextIsReadAtOnce() {
    String blanks = " ".repeat(500_000);
    for (String begin : List.of("SELECT", "GET", "kafka:a", "SELECT @", "GET http://a/")) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertNotEquals("", read(begin + blanks + "x").toString()),
          begin);
    }
  }

  /** The call, or what is wrong with it. */
  private static Object read(String text) {
    try {
      return WrittenCall.parse(text);
    } catch (IllegalArgumentException none) {
      return none;
    }
  }

  private static void assertCall(String text, Kind kind, String what, String where) {
    WrittenCall call = WrittenCall.parse(text);
    assertEquals(kind, call.kind());
    assertEquals(what + "|" + where, call.what() + "|" + call.where());
  }

  @Test
  void problemsHaveTheirPlace() {
    List<String> problems =
        problems(
            """
            tests:
              - steps: []
              - name: two
                plays: 0
                steps:
                  - then: { state: open }
                  - given: { calls: 0, with: 500 }
                  - given: { to: nowhere, fail: some, hang: 200% }
                  - given: { to: "kafka:a", with: 500 }
                    then: { within: 1s, refused: few }
                  - {}
                  - then: {}
                  - given: { to: "GET http://a/", retry-after: 5s }
            """);
    String text = String.join("\n", problems);
    List<String> starts =
        List.of(
            "f:3:5: no 'name'",
            "f:3:12: a test without steps",
            "f:5:12: plays: '0'; allowed: a whole number from 1 to 1000; the nearest is 1",
            "f:7:15: then before any call",
            "f:8:16: no 'to' in the first calls of a test",
            "f:8:25: calls: '0'; allowed: a whole number from 1 to 100000; the nearest is 1",
            "f:9:22: to: 'nowhere'; allowed: a call such as 'GET",
            "f:9:37: fail: 'some'; allowed: all, none or a percentage such as 30%",
            "f:9:49: hang: '200%'",
            "f:10:39: with: '500'",
            "f:11:17: within without state",
            "f:11:38: refused: 'few'; allowed: all, none, a number",
            "f:12:9: a step without anything",
            "f:13:15: nothing is expected",
            "f:14:39: retry-after without an answer that may have it; allowed: with: 429");
    assertEquals(starts.size(), problems.size(), text);
    for (int i = 0; i < starts.size(); i++) {
      assertTrue(problems.get(i).startsWith(starts.get(i)), text);
    }
  }

  @Test
  void testsChangeNoRules() {
    assertEquals(parsed(""), parsed("tests: [{name: a, steps: [{after: 1s}]}]"));
  }

  @Test
  void aFileOfTestsAlone() throws IOException {
    Path file = folder.resolve("a.test.yaml");
    Files.writeString(file, "tests: [{name: a, steps: [{after: 1s}]}]");
    RuleFileResult result = RuleFile.readTests(file.toFile());
    assertEquals(List.of(), result.problems());
    assertEquals(1, result.ruleSet().tests().size());
    Files.writeString(file, "rules: []");
    List<Problem> problems = RuleFile.readTests(file.toFile()).problems();
    assertEquals("no 'tests'", problems.get(0).found());
    assertEquals("unknown key 'rules'", problems.get(1).found());
  }
}
