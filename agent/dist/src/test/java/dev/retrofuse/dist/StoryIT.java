package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walk through the whole house, on every JDK, with {@code -javaagent} and with attach. */
class StoryIT {
  private static final String RULES =
      """
      rules:
        - name: payments
          match:
            http: { host: 127.0.0.1, path: /pay/** }
          scope: host
          breaker:
            window: 10s
            minimum-calls: 10
            failure-rate: 50%
            slow-call: 1500ms
            open-wait: 1s
            back-off: 1
        - name: orders-db
          match:
            jdbc: { url: "jdbc:h2:**" }
          failures: { sql-states: ["22"] }
          breaker: { minimum-calls: 5, open-wait: 1s, back-off: 1 }
      """;
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TempDir Path folder;

  static java.util.stream.Stream<File> jdks() {
    return Product.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withTheJvm(File home) {
    Path rules = Product.rules(folder, RULES);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(home, Product.javaagent(rules))) {
      breaks(jvm, far, Product.version(home));
      detach(jvm);
      leavesNothing(jvm, far);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void attached(File home) {
    Path rules = Product.rules(folder, RULES);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(home)) {
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
      assertEquals("http 200", jvm.ask("http " + far.url("/pay/1"), "http"));
      List<String> before = ClassBytes.of(jvm, folder);
      for (int times = 0; times < 2; times++) {
        attach(jvm, rules);
        assertFalse(before.equals(ClassBytes.of(jvm, folder)), "nothing is woven");
        breaks(jvm, far, Product.version(home));
        detach(jvm);
        assertTrue(
            before.equals(ClassBytes.of(jvm, folder)), "a class does not have its own bytes again");
      }
      leavesNothing(jvm, far);
    }
  }

  private static void attach(ForkedJvm jvm, Path rules) {
    String pid = String.valueOf(jvm.pid());
    Product.Outcome attached = Product.retrofuse("attach", pid, "--rules", rules.toString());
    assertEquals(0, attached.code(), attached::text);
    Product.Outcome again = Product.retrofuse("attach", pid, "--rules", rules.toString());
    assertEquals(1, again.code(), again::text);
    assertTrue(again.text().contains("already attached"), again::text);
  }

  private static void detach(ForkedJvm jvm) {
    Product.Outcome detached = Product.retrofuse("detach", String.valueOf(jvm.pid()));
    assertEquals(0, detached.code(), detached::text);
  }

  private static void breaks(ForkedJvm jvm, FarSide far, int version) {
    carriesContext(jvm, far, version);
    breaksCircuit(jvm, far, "http");
    if (version >= 11) {
      breaksCircuit(jvm, far, "jhc");
    }
    breaksDatabase(jvm);
  }

  private static void carriesContext(ForkedJvm jvm, FarSide far, int version) {
    String port = jvm.ask("serve " + far.url("/pay/served"), "serve").substring(6);
    Http.get("http://127.0.0.1:" + port + "/", "traceparent", TRACEPARENT);
    assertEquals(TRACEPARENT, far.lastHeaders.getFirst("traceparent"));
    Http.get("http://127.0.0.1:" + port + "/", "accept", "*/*");
    assertFalse(far.lastHeaders.containsKey("traceparent"));
    far.traces();
    Http.get("http://127.0.0.1:" + port + "/hops", "traceparent", TRACEPARENT);
    assertHops(version, TRACEPARENT, far.traces());
    Http.get("http://127.0.0.1:" + port + "/hops", "accept", "*/*");
    assertHops(version, "null", far.traces());
  }

  private static void assertHops(int version, String expected, Map<String, String> traces) {
    assertEquals(version >= 21 ? 8 : 7, traces.size(), traces::toString);
    assertEquals(Set.of(expected), Set.copyOf(traces.values()), traces::toString);
  }

  private static void breaksCircuit(ForkedJvm jvm, FarSide far, String client) {
    assertEquals(client + " 200", jvm.ask(client + " " + far.url("/pay/1"), client));
    far.status = 500;
    String answer = "";
    for (int i = 0; i < 100 && !answer.contains("failed"); i++) {
      answer = jvm.ask(client + " " + far.url("/pay/1"), client);
    }
    assertTrue(answer.contains("java.net.ConnectException"), answer);
    assertTrue(answer.contains("payments"), answer);
    int requests = far.requests();
    assertTrue(jvm.ask(client + " " + far.url("/pay/1"), client).contains("ConnectException"));
    assertEquals(requests, far.requests(), "a rejected call reached the far side");
    assertEquals(client + " 500", jvm.ask(client + " " + far.url("/other"), client));
    assertTrue(status(jvm).contains("\"state\":\"OPEN\""), () -> status(jvm));
    far.status = 200;
    heals(jvm, client + " " + far.url("/pay/1"), client + " 200");
  }

  private static void breaksDatabase(ForkedJvm jvm) {
    assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
    String answer = "";
    for (int i = 0; i < 100 && !answer.contains("53000"); i++) {
      answer = jvm.ask("jdbc SELECT CAST('x' AS INT)", "jdbc");
    }
    assertTrue(answer.contains("java.sql.SQLTransientConnectionException state 53000"), answer);
    heals(jvm, "jdbc SELECT 1", "jdbc 1");
  }

  private static void heals(ForkedJvm jvm, String ask, String healthy) {
    int good = 0;
    long end = System.nanoTime() + 30_000_000_000L;
    while (good < 5) {
      String answer = jvm.ask(ask, healthy.substring(0, healthy.indexOf(' ')));
      good = answer.equals(healthy) ? good + 1 : 0;
      assertTrue(System.nanoTime() < end, answer);
    }
  }

  private static String status(ForkedJvm jvm) {
    return Product.retrofuse("status", String.valueOf(jvm.pid()), "--json").text();
  }

  private static void leavesNothing(ForkedJvm jvm, FarSide far) {
    far.status = 500;
    for (int i = 0; i < 15; i++) {
      assertEquals("http 500", jvm.ask("http " + far.url("/pay/1"), "http"));
    }
    Remains.assertNone(jvm);
  }
}
