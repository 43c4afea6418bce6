package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.metrics.Scrape;
import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics of an application that has none, as Prometheus would fetch them. */
class MetricsIT {
  private static final Path DOCUMENTS = documents();
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { path: /pay/** } }
          breaker: { minimum-calls: 6, open-wait: 60s }
          bulkhead: { max-concurrent: 9 }
          time-out: { call: 30s }
          retry: { attempts: 2, back-off: 1ms }
      """;
  private static final String PORT = "metrics: { prometheus: { port: 0 } }\n";
  private static final String RULE = "retrofuse_rule=\"payments\"";

  @TempDir Path folder;

  private final FarSide far = new FarSide();

  @AfterEach
  void end() {
    far.close();
  }

  private static Path documents() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs/grafana"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs");
  }

  static Stream<File> jdks() {
    return Product.jdks();
  }

  private static int port(String line) {
    return Integer.parseInt(line.replaceAll(".*http://127.0.0.1:(\\d+)/metrics.*", "$1"));
  }

  /** Calls until one is counted: what is loaded already is woven a moment after the start. */
  private void awaitWoven(ForkedJvm jvm, int port) throws IOException {
    String good = "retrofuse_outcome=\"success\"";
    for (int i = 0; i < 200 && !(Scrape.of(port).value("retrofuse_calls_total", good) > 0); i++) {
      jvm.ask("http " + far.url("/pay/1"), "http");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationIsSeenUntilTheAgentGoes(File home) throws IOException {
    Path rules = Product.rules(folder, RULES + PORT);
    try (ForkedJvm jvm = Product.console(home, Product.javaagent(rules))) {
      int port = port(jvm.await("metrics at "));
      awaitWoven(jvm, port);
      far.status = 503;
      for (int i = 0; i < 40; i++) {
        jvm.ask("http " + far.url("/pay/1"), "http");
      }
      Scrape scrape = Scrape.of(port);
      double failed = scrape.value("retrofuse_calls_total", RULE, "outcome=\"failure\"");
      assertTrue(failed > 0, scrape.text());
      assertTrue(scrape.value("retrofuse_retries_total", RULE) > 0, scrape.text());
      assertTrue(
          scrape.value("retrofuse_refusals_total", RULE, "policy=\"breaker\"") > 0, scrape.text());
      assertEquals(1, scrape.value("retrofuse_breaker_state", "retrofuse_breaker_state=\"open\""));
      double good = scrape.value("retrofuse_calls_total", RULE, "outcome=\"success\"");
      assertEquals(
          good + failed, scrape.value("retrofuse_call_duration_seconds_count"), scrape.text());
      namesAreDocumented(scrape);
      namesOfTheDashboardExist(scrape);
      String status = Attach.reply(jvm.pid(), folder, "status");
      assertTrue(
          status.matches("(?s).*\"durations\":\\{\"p50Micros\":[1-9]\\d*,\"p99Micros\":.*"),
          status);
      Attach.command(jvm.pid(), folder, "off");
      assertEquals(0, Scrape.of(port).value("retrofuse_agent_on"));
      Attach.command(jvm.pid(), folder, "detach");
      assertThrows(ConnectException.class, () -> Scrape.of(port));
      Remains.assertNone(jvm);
    }
  }

  private static void namesAreDocumented(Scrape scrape) throws IOException {
    String table = Files.readString(DOCUMENTS.resolve("metrics.md"));
    for (String name : scrape.names()) {
      String metric = name.replaceAll("_(bucket|count|sum)$", "");
      assertTrue(table.contains("`" + metric + "`"), metric + " is not documented");
    }
  }

  private static void namesOfTheDashboardExist(Scrape scrape) throws IOException {
    List<String> queries = Dashboard.queries(DOCUMENTS.resolve("grafana/retrofuse.json"));
    Set<String> asked = new TreeSet<>();
    queries.forEach(query -> asked.addAll(Dashboard.metrics(query)));
    assertTrue(asked.size() >= 15, asked.toString());
    Set<String> missing = new TreeSet<>(asked);
    missing.removeAll(scrape.names());
    assertEquals(Set.of(), missing, scrape.text());
  }

  @Test
  void theQueriesOfADashboardAreUnderstood() {
    assertEquals(
        Set.of("a_total", "b_bucket"),
        Dashboard.metrics(
            "sum by (le, x) (rate(a_total{job=~\"$job\",x=\"{c}\"}[$__rate_interval])) / 2 *"
                + " histogram_quantile(0.5, b_bucket)"));
    assertEquals(Set.of("a_total"), Dashboard.metrics("label_values(a_total{b=~\"$c\"}, d)"));
  }

  @Test
  void aReloadOpensAndClosesThePort() throws IOException {
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm =
        Product.console(ForkedJvm.ownHome(), "-verbose:class", Product.javaagent(rules))) {
      jvm.await(" in force");
      assertEquals(0, loaded(jvm, "io.prometheus."));
      assertEquals(0, loaded(jvm, "dev.retrofuse.metrics."));
      int mark = jvm.mark();
      Product.rules(folder, RULES + PORT);
      int first = port(jvm.await(mark, "metrics at "));
      awaitWoven(jvm, first);
      assertEquals(0, loaded(jvm, "io.opentelemetry."));
      mark = jvm.mark();
      Product.rules(folder, RULES + PORT.replace("port: 0", "port: 0, host: localhost"));
      int second =
          Integer.parseInt(jvm.await(mark, "metrics at ").replaceAll(".*:(\\d+)/.*", "$1"));
      assertThrows(ConnectException.class, () -> Scrape.of(first));
      assertTrue(Scrape.of(second).value("retrofuse_calls_total", "success") > 0);
      mark = jvm.mark();
      Product.rules(folder, RULES);
      jvm.await(mark, " in force");
      assertThrows(ConnectException.class, () -> Scrape.of(second));
      assertFalse(
          Attach.reply(jvm.pid(), folder, "status").contains("\"durations\""), "still counted");
    }
  }

  private static long loaded(ForkedJvm jvm, String prefix) {
    return jvm.lines().stream().filter(line -> line.contains(" " + prefix)).count();
  }
}
