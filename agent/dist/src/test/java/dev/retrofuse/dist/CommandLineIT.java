package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands as an operator runs them, from this JDK to a JVM of each. */
class CommandLineIT {
  private static final String WARNING = "A Java agent has been loaded dynamically";
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { host: 127.0.0.1 } }
          breaker: { minimum-calls: 5, window: 10s, open-wait: 60s, max-open-wait: 60s }
        - name: orders-db
          match: { jdbc: { url: "jdbc:h2:**" } }
          bulkhead: { max-concurrent: 20 }
      """;

  @TempDir Path folder;

  static Stream<File> jdks() {
    return Product.jdks();
  }

  private static Product.Outcome run(int code, String command, ForkedJvm jvm, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of(command, String.valueOf(jvm.pid())));
    words.addAll(List.of(more));
    Product.Outcome outcome = Product.retrofuse(words.toArray(new String[0]));
    assertEquals(code, outcome.code(), outcome::text);
    assertFalse(outcome.text().contains("\u001b"), "colours in a pipe");
    return outcome;
  }

  private static String line(Product.Outcome outcome, String text) {
    return outcome.lines().stream()
        .filter(line -> line.contains(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is missing in:\n" + outcome.text()));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyCommand(File home) {
    Path rules = Product.rules(folder, RULES);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(home)) {
      String name = jvm.pid() + " (" + Product.LEGACY + ")";
      line(run(1, "status", jvm), "err: retrofuse: Retrofuse is not attached to " + name);
      Product.Outcome attached = run(0, "attach", jvm, "--rules", rules.toString());
      line(attached, "Retrofuse is attached to " + name + ": 2 rules of " + rules + " in force, ");
      warnsAsTheJvmDoes(attached, jvm);
      listed(jvm, home);
      status(jvm, far);
      rulesInForce(jvm, rules);
      try (ForkedJvm events = Product.command("events", String.valueOf(jvm.pid()), "-f")) {
        events.await("rule 'payments' 127.0.0.1:");
        switchedOffAndOn(jvm, far);
        line(run(0, "detach", jvm), "Retrofuse is detached from " + name);
        events.await("Retrofuse is no longer attached to " + name);
        assertEquals(0, events.exitCode());
      }
      line(run(1, "detach", jvm), "Retrofuse is not attached to " + name);
    }
    if (Product.version(home) >= 21) {
      warnsNobodyWhereAgentsAreExpected(home, rules);
    }
  }

  // What we say the JVM will write is what it writes.
  private static void warnsAsTheJvmDoes(Product.Outcome outcome, ForkedJvm jvm) {
    boolean said = outcome.text().contains(WARNING);
    boolean written = jvm.lines().stream().anyMatch(line -> line.contains(WARNING));
    assertEquals(written, said, outcome::text);
  }

  private static void listed(ForkedJvm jvm, File home) {
    Product.Outcome list = Product.retrofuse("list");
    assertEquals(0, list.code());
    assertTrue(list.lines().get(0).matches(" *PID +USER +JAVA +RETROFUSE +MAIN"), list::text);
    String line = line(list, jvm.pid() + "  ");
    assertTrue(line.matches(".* attached +" + Product.LEGACY), line);
    String version = line.trim().split(" +")[2];
    String feature = (version.startsWith("1.") ? version.substring(2) : version).split("[._]")[0];
    assertEquals(Product.version(home), Integer.parseInt(feature), line);
    String json = line(Product.retrofuse("list", "--json"), "[{\"pid\":");
    assertTrue(json.contains("{\"pid\":" + jvm.pid() + ",\"user\":\""), json);
    assertTrue(json.contains(",\"main\":\"" + Product.LEGACY + "\",\"attached\":true}"), json);
  }

  private static void status(ForkedJvm jvm, FarSide far) {
    // The connection, and the statement.
    assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
    far.status = 500;
    for (int i = 0; i < 7; i++) {
      jvm.ask("http " + far.url("/"), "http");
    }
    Product.Outcome human = run(0, "status", jvm);
    String open = line(human, "OPEN   payments");
    assertTrue(open.matches("OPEN .* 5 +5 +0 +2 +0 +[0-9.]+m?s +refuses for [0-9.ms]+"), open);
    String bulkhead = line(human, "orders-db");
    assertTrue(bulkhead.matches("- +orders-db .* 2 +0 +0 +0 +0/20"), bulkhead);
    String json = line(run(0, "status", jvm, "--json"), "{\"version\":");
    assertTrue(json.contains("\"on\":true,\"attached\":true"), json);
    assertTrue(json.contains("\"state\":\"NONE\",\"calls\":2,"), json);
  }

  private static void switchedOffAndOn(ForkedJvm jvm, FarSide far) {
    line(run(0, "off", jvm), "Retrofuse is off in ");
    assertEquals("http 500", jvm.ask("http " + far.url("/"), "http"));
    line(run(0, "status", jvm), ": OFF (kill switch)");
    line(run(0, "on", jvm), "Retrofuse is on in ");
    assertTrue(jvm.ask("http " + far.url("/"), "http").contains("ConnectException"));
  }

  /** In a process that has no agent, nor what one defines. */
  @Test
  void ruleFilesAreReviewed() {
    String samples = new File("../../rules/samples").getPath() + "/";
    Product.Outcome clean = Product.retrofuse("lint", "--strict", samples + "fallback.yaml");
    assertEquals(0, clean.code(), clean::text);
    String retries = samples + "retries.yaml";
    Product.Outcome found =
        Product.retrofuse(
            "lint",
            retries,
            "--strict",
            "--calls-per-second=0.2",
            "--client-retries=1",
            "--caller-timeout=1s");
    assertEquals(1, found.code(), found::text);
    line(found, "never-opens: rule 'stock': ");
    line(found, "retries-multiply: rule 'reports': ");
    line(
        Product.retrofuse("explain", retries, "SELECT 1 @ jdbc:h2:mem:x"),
        "decided by:  reports (");
    line(Product.retrofuse("diff", retries, samples + "fallback.yaml"), "- rule 'stock'");
  }

  private static void rulesInForce(ForkedJvm jvm, Path rules) {
    Product.Outcome text = run(0, "rules", jvm);
    line(text, "# " + rules + " in force since ");
    line(text, "      minimum-calls: 5");
    line(
        run(0, "explain", jvm, "GET http://127.0.0.1:99/x"),
        "decided by:  payments (" + rules + ":2)");
    line(run(0, "diff", jvm, rules.toString()), " say the same");
    File folder = new File(rules.getParent().toFile(), "other");
    assertTrue(folder.mkdir() || folder.isDirectory());
    Path other = Product.rules(folder.toPath(), RULES.replace("calls: 5", "calls: 7"));
    Product.Outcome different = run(1, "diff", jvm, other.toString());
    line(different, "breaker.minimum-calls  5 -> 7");
    line(different, "state: goes on with its breakers");
  }

  private static void warnsNobodyWhereAgentsAreExpected(File home, Path rules) {
    try (ForkedJvm jvm = Product.console(home, "-XX:+EnableDynamicAgentLoading")) {
      Product.Outcome attached = run(0, "attach", jvm, "--rules", rules.toString());
      assertFalse(attached.text().contains(WARNING), attached::text);
      warnsAsTheJvmDoes(attached, jvm);
    }
  }

  @Test
  void aJvmThatNobodyMayAttachTo() {
    Path rules = Product.rules(folder, RULES);
    String disable = "-XX:+DisableAttachMechanism";
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), disable)) {
      int mark = jvm.mark();
      Product.Outcome attach = run(1, "attach", jvm, "--rules", rules.toString());
      line(attach, "runs with " + disable + ", which cannot be changed while it runs; start it");
      assertEquals(mark, jvm.mark(), "the JVM was disturbed: " + jvm.lines());
    }
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), disable, Product.javaagent(rules))) {
      jvm.await("2 rules of");
      line(run(1, "status", jvm), "dev.retrofuse:type=Agent");
    }
  }

  @Test
  void aRuleFileWithProblemsIsNotAttached() {
    Path rules = Product.rules(folder, "rules:\n  - nam: x\n");
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      Product.Outcome attach = run(2, "attach", jvm, "--rules", rules.toString());
      line(attach, "err: " + rules + ":2:5: unknown key 'nam'");
      line(run(1, "status", jvm), "is not attached");
    }
  }

  @Test
  void aJvmThatIsStoppedIsNotWaitedFor() throws Exception {
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      String pid = String.valueOf(jvm.pid());
      assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
      line(run(1, "status", jvm), "is stopped and cannot answer; 'kill -CONT " + pid + "' lets it");
      assertEquals(0, new ProcessBuilder("kill", "-CONT", pid).start().waitFor());
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
    }
  }
}
