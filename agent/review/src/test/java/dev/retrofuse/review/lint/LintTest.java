package dev.retrofuse.review.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.review.Files;
import dev.retrofuse.rules.RuleFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private static List<Finding> findings(String text, Assumptions assumptions) {
    return Lint.findings(Files.rules(text), assumptions);
  }

  private static String rule(String keys) {
    return "rules: [{ name: r, " + keys + " }]";
  }

  private static String codes(List<Finding> findings) {
    return findings.stream().map(each -> each.code().toString()).collect(Collectors.joining(" "));
  }

  static File[] samples() {
    File[] files =
        new File("../../rules/samples").listFiles((folder, name) -> !name.endsWith(".test.yaml"));
    assertTrue(files.length >= 5);
    return files;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreClean(File sample) {
    assertEquals(List.of(), Lint.findings(RuleFile.read(sample).ruleSet(), Assumptions.none()));
  }

  /** Keys of a rule, and the codes of what is found in it. */
  @ParameterizedTest
  @CsvFileSource(resources = "rules.csv", delimiter = '|', quoteCharacter = '`')
  void findsInOneRule(String keys, String codes) {
    String text = rule(keys);
    if (keys.contains("fault:")) {
      text = "faults: [r]\n" + text;
    }
    assertEquals(codes == null ? "" : codes, codes(findings(text, Assumptions.none())), keys);
  }

  /** Of two rules, the codes of what is found in the second. */
  @ParameterizedTest
  @CsvFileSource(resources = "orders.csv", delimiter = '|', quoteCharacter = '`')
  void findsInTheOrderOfRules(String first, String second, String codes) {
    String text =
        "rules:\n- { name: a, breaker: {}, "
            + first
            + " }\n- { name: b, breaker: {}, "
            + second
            + " }";
    assertEquals(codes == null ? "" : codes, codes(findings(text, Assumptions.none())));
  }

  @Test
  void everyCodeIsFoundInATest() throws IOException {
    String tests =
        java.nio.file.Files.readString(
            Path.of("src/test/java/dev/retrofuse/review/lint/LintTest.java"));
    for (String file : List.of("rules.csv", "orders.csv")) {
      tests += new String(LintTest.class.getResourceAsStream(file).readAllBytes());
    }
    Set<Code> missing = EnumSet.allOf(Code.class);
    String all = tests;
    missing.removeIf(code -> all.contains(code.toString()));
    assertEquals(Set.of(), missing);
  }

  private static final String BREAKER =
      "match: { http: { host: a } }, breaker: { minimum-calls: 50, window: 10s }";

  @Test
  void aBreakerThatTooFewCallsReach() {
    String text = rule(BREAKER);
    assertEquals("", codes(findings(text, Assumptions.none().callsPerSecond(5))));
    List<Finding> found = findings(text, Assumptions.none().callsPerSecond(2));
    assertEquals("never-opens", codes(found));
    assertEquals(
        "rules.yaml:1:61: rule 'r': needs 50 calls in 10s, 5 a second; calls a second are 2: it can"
            + " never open; lower minimum-calls to 20, lengthen the window, or add confidence: 90%,"
            + " with which it reaches further back [never-opens]",
        found.get(0).toString());
  }

  @Test
  void whatWasSeenCountsByRule() {
    Assumptions seen = Assumptions.none().callsPerSecond(100).seen(Map.of("r", 0.5, "other", 9.0));
    List<Finding> found = findings(rule(BREAKER), seen);
    assertEquals("never-opens", codes(found));
    assertTrue(found.get(0).text().contains("seen under one key at most 0.5"), found::toString);
  }

  @Test
  void theRateLimitOfTheRuleItselfMayBeTooLow() {
    String limit = BREAKER + ", rate-limit: { rate: 1/s, burst: 5 }";
    assertEquals("never-opens", codes(findings(rule(limit), Assumptions.none())));
    assertEquals("", codes(findings(rule(limit + ", observe: rate-limit"), Assumptions.none())));
    assertEquals("", codes(findings(rule(limit + ", enforce: 50%"), Assumptions.none())));
    String row = limit.replace("window", "consecutive-failures: 60, window");
    assertEquals("", codes(findings(rule(row), Assumptions.none())));
  }

  @Test
  void confidenceReachesFurtherBack() {
    String text = rule(BREAKER.replace("window", "confidence: 90%, window"));
    assertEquals("", codes(findings(text, Assumptions.none().callsPerSecond(0.1))));
  }

  @Test
  void fewCallsOpenByChance() {
    String text = rule("match: { http: {} }, breaker: { minimum-calls: 3 }");
    List<Finding> found = findings(text, Assumptions.none().callsPerSecond(0.3));
    assertEquals("opens-by-chance", codes(found));
    // P(2 or 3 of 3 at 5 %) = 0.00725, in 8,640 windows a day.
    assertTrue(found.get(0).text().contains("about 63 times a day"), found::toString);
    assertEquals("", codes(findings(text, Assumptions.none().callsPerSecond(30))));
  }

  @Test
  void callersWhoGiveUpBefore() {
    String text =
        rule(
            "match: { http: {} }, time-out: { call: 30s }, breaker: { slow-call: 15s },"
                + " retry: {}");
    assertEquals(
        "time-out-after-caller slow-after-caller",
        codes(findings(text, Assumptions.none().callerNanos(10 * SECOND))));
    assertEquals(
        "retry-after-caller", codes(findings(text, Assumptions.none().callerNanos(40 * SECOND))));
    assertEquals("", codes(findings(text, Assumptions.none().callerNanos(120 * SECOND))));
    String deadline = "deadline: { default: 10s }\n" + text;
    assertEquals(
        "time-out-after-caller slow-after-caller", codes(findings(deadline, Assumptions.none())));
  }

  @Test
  void rulesThatDoNotHeedTheDeadline() {
    String text = "deadline: {}\n" + rule("match: { http: {} }, breaker: {}");
    assertEquals("deadline-not-heeded", codes(findings(text, Assumptions.none())));
    String messages = "deadline: {}\n" + rule("match: { messaging: {} }, breaker: {}");
    assertEquals("", codes(findings(messages, Assumptions.none())));
  }

  @Test
  void retriesMultiply() {
    String text = rule("match: { http: {} }, time-out: { call: 1s }, retry: { attempts: 3 }");
    List<Finding> found = findings(text, Assumptions.none().clientRetries(2));
    assertEquals("retries-multiply", codes(found));
    assertEquals("3 tries here and 3 in the client make 9 of one call", found.get(0).text());
  }

  @Test
  void someClientsAreKnownToRetry() {
    String text = rule("match: { http: {} }, time-out: { call: 1s }, retry: { attempts: 2 }");
    Assumptions apache = Assumptions.none().client(KnownClient.APACHE_HTTPCLIENT_4);
    assertEquals(
        "2 tries here and 4 in apache-httpclient-4 (I/O errors) make 8 of one call",
        findings(text, apache).get(0).text());
    assertEquals("", codes(findings(text.replace("http:", "jdbc:"), apache)));
  }

  @Test
  void everyCodeIsDocumented() throws IOException {
    String text = java.nio.file.Files.readString(Path.of("../../docs/operating.md"));
    List<String> documented =
        Pattern.compile("^\\| `([a-z-]+)` \\| .* \\|$", Pattern.MULTILINE)
            .matcher(text.substring(text.indexOf("| finding |")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertEquals(Arrays.stream(Code.values()).map(Code::toString).toList(), documented);
  }

  @Test
  void aCommentAllowsIt() throws IOException {
    for (String where : List.of("at the key", "above the key", "at the rule", "above the rule")) {
      String allow = "# known. lint: allow no-jitter, wholly-shadowed";
      String text =
          String.join(
              "\n",
              "rules:",
              where.equals("above the rule") ? "  " + allow : "  # as it is",
              "  # more",
              "  - name: r " + (where.equals("at the rule") ? allow : ""),
              "    match: { http: {} }",
              "    breaker:",
              where.equals("above the key") ? "      " + allow : "",
              "      jitter: 0% " + (where.equals("at the key") ? allow : ""));
      Path file = java.nio.file.Files.writeString(folder.resolve("rules.yaml"), text);
      assertEquals(
          List.of(),
          Lint.findings(RuleFile.read(file.toFile()).ruleSet(), Assumptions.none()),
          where);
      java.nio.file.Files.writeString(file, text.replace("no-jitter, ", ""));
      List<Finding> found =
          Lint.findings(RuleFile.read(file.toFile()).ruleSet(), Assumptions.none());
      assertEquals("no-jitter", codes(found), where);
      assertEquals(file + ":8:7", found.get(0).place().toString());
    }
  }
}
