package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad days of the agent itself: the application runs, and one line says what is off and why. */
class BadDaysIT {
  private static final String RULES =
      """
      rules:
        - name: payments
          match:
            http: { host: 127.0.0.1, path: /pay/** }
          breaker: { minimum-calls: 5, open-wait: 60s, max-open-wait: 60s }
      """;

  @TempDir Path folder;

  private static List<String> ours(ForkedJvm jvm) {
    return jvm.lines().stream().filter(line -> line.contains("[retrofuse]")).toList();
  }

  private static void runs(ForkedJvm jvm, FarSide far) {
    assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
    assertEquals("http 200", jvm.ask("http " + far.url("/pay/1"), "http"));
  }

  @Test
  void aRuleFileThatDoesNotExist() throws IOException {
    Path rules = folder.resolve("absent.yaml");
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules))) {
      runs(jvm, far);
      jvm.await("absent.yaml");
      Files.writeString(rules, RULES);
      jvm.await("1 rule of");
      opens(jvm, far);
    }
  }

  @Test
  void aRuleFileWithProblems() throws IOException {
    Path rules = Product.rules(folder, "rules:\n  - nam: x\n");
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules))) {
      jvm.await("rules.yaml:2:5");
      runs(jvm, far);
    }
  }

  @Test
  void noRuleFileAtAll() {
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), "-javaagent:" + Product.JAR)) {
      jvm.await("no rule file is configured");
      runs(jvm, far);
    }
  }

  @Test
  void anArgumentThatIsNone() {
    try (FarSide far = new FarSide();
        ForkedJvm jvm =
            Product.console(ForkedJvm.ownHome(), "-javaagent:" + Product.JAR + "=what")) {
      jvm.await("[retrofuse] is off");
      runs(jvm, far);
    }
  }

  @Test
  void namedTwice() {
    Path rules = Product.rules(folder, RULES);
    String agent = Product.javaagent(rules);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), agent, agent)) {
      jvm.await("named twice");
      runs(jvm, far);
      opens(jvm, far);
    }
  }

  @Test
  void aSecurityManager() {
    Optional<File> java8 = Product.jdks().filter(home -> Product.version(home) == 8).findFirst();
    Assumptions.assumeTrue(java8.isPresent(), "the matrix has no Java 8");
    Path rules = Product.rules(folder, RULES);
    Path policy = folder.resolve("policy");
    try (FarSide far = new FarSide();
        ForkedJvm jvm =
            Product.console(
                java8.get(),
                "-Djava.security.manager",
                "-Djava.security.policy=" + policy(policy),
                Product.javaagent(rules))) {
      runs(jvm, far);
      assertEquals(1, ours(jvm).size(), () -> jvm.lines().toString());
    }
  }

  // What an application under a policy has: leave for its own needs, none for an agent it does not
  // know.
  private static Path policy(Path file) {
    try {
      return Files.writeString(
          file,
          "grant codeBase \"file:"
              + Product.LEGACY.getParent()
              + "/-\" { permission java.security.AllPermission; };\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void openTelemetryBefore() {
    withOpenTelemetry("-javaagent:" + openTelemetry(), javaagent());
  }

  @Test
  void openTelemetryAfter() {
    withOpenTelemetry(javaagent(), "-javaagent:" + openTelemetry());
  }

  private String javaagent() {
    return Product.javaagent(Product.rules(folder, RULES));
  }

  private static Path openTelemetry() {
    return Path.of(System.getProperty("opentelemetry.jar"));
  }

  private static void withOpenTelemetry(String first, String second) {
    try (FarSide far = new FarSide();
        ForkedJvm jvm =
            Product.console(
                ForkedJvm.ownHome(),
                first,
                second,
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none")) {
      runs(jvm, far);
      assertEquals(1, far.lastHeaders.get("traceparent").size());
      opens(jvm, far);
      assertTrue(jvm.isAlive());
    }
  }

  private static void opens(ForkedJvm jvm, FarSide far) {
    far.status = 500;
    String answer = "";
    for (int i = 0; i < 50 && !answer.contains("failed"); i++) {
      answer = jvm.ask("http " + far.url("/pay/1"), "http");
    }
    assertTrue(answer.contains("java.net.ConnectException"), answer);
    far.status = 200;
  }
}
