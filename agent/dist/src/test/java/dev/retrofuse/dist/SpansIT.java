package dev.retrofuse.dist;

import static dev.retrofuse.spans.SpanCollector.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.spans.SpanCollector;
import dev.retrofuse.testkit.ForkedJvm;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans of an application that knows of none, as they arrive at a collector. */
class SpansIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String RULES =
      """
      trace:
        mode: start
        logs: messages
      SPANS
      rules:
        - name: payments
          match: { http: { path: /pay/** } }
          breaker: { minimum-calls: 3, open-wait: 60s }
        - name: quiet
          match: { http: { path: /quiet } }
          trace: { spans: off }
      """;

  @TempDir Path folder;

  private SpanCollector collector;
  private FarSide far;

  @BeforeEach
  void start() throws IOException {
    collector = SpanCollector.start();
    far = new FarSide();
  }

  @AfterEach
  void end() {
    collector.close();
    far.close();
  }

  static Stream<File> jdks() {
    return Product.jdks();
  }

  private static String rules(String endpoint, String more) {
    String spans = "  spans: { service: legacy, endpoint: " + endpoint + ", " + more + " }";
    return RULES.replace("SPANS", spans);
  }

  private Path usual() {
    return Product.rules(folder, rules(collector.endpoint(), "interval: 100ms"));
  }

  /** Until a call is traced: what is loaded already is woven a moment after the start. */
  private void awaitWoven(ForkedJvm jvm) {
    jvm.await(" in force");
    for (int i = 0; i < 200 && far.lastHeaders.getFirst("traceparent") == null; i++) {
      jvm.ask("http " + far.url("/warm"), "http");
    }
    assertTrue(far.lastHeaders.getFirst("traceparent").startsWith("00-"));
  }

  private static void request(String port) throws IOException {
    request(port, "/orders?card=1");
  }

  private static void request(String port, String path) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    request.setRequestProperty("traceparent", "00-" + TRACE + "-" + PARENT + "-01");
    assertEquals(200, request.getResponseCode());
    request.getInputStream().readAllBytes();
  }

  private static boolean hasEvent(Span span, String name) {
    return span.getEventsList().stream().anyMatch(event -> event.getName().equals(name));
  }

  private static Map<String, String> event(Span span, String name) {
    return span.getEventsList().stream()
        .filter(event -> event.getName().equals(name))
        .findFirst()
        .map(event -> SpanCollector.text(event.getAttributesList()))
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aRequestAndItsCallsAreOneTrace(File home) throws IOException {
    try (ForkedJvm jvm = Product.console(home, Product.javaagent(usual()))) {
      awaitWoven(jvm);
      String port = jvm.ask("serve " + far.url("/pay/1"), "serve").substring("serve ".length());
      request(port);
      Span server = collector.await(span -> span.getKind() == SpanKind.SPAN_KIND_SERVER);
      Span client =
          collector.await(
              span ->
                  span.getKind() == SpanKind.SPAN_KIND_CLIENT
                      && hex(span.getTraceId()).equals(TRACE));
      assertEquals(TRACE, hex(server.getTraceId()));
      assertEquals(PARENT, hex(server.getParentSpanId()));
      assertEquals(hex(server.getSpanId()), hex(client.getParentSpanId()));
      assertEquals(
          "00-" + TRACE + "-" + hex(client.getSpanId()) + "-01",
          far.lastHeaders.getFirst("traceparent"));
      assertEquals(
          Map.of(
              "http.request.method", "GET",
              "http.response.status_code", "200",
              "server.address", "127.0.0.1",
              "server.port", port,
              "url.path", "/orders",
              "url.scheme", "http"),
          SpanCollector.of(server));
      assertEquals(
          Map.of(
              "http.request.method", "GET",
              "http.response.status_code", "200",
              "server.address", "127.0.0.1",
              "server.port", String.valueOf(far.port()),
              "url.full", far.url("/pay/1")),
          SpanCollector.of(client));
      assertEquals("legacy", collector.resource().get("service.name"));
      logs(jvm, port);
      refusals(port);
      databases(jvm);
      leavesNothing(jvm);
    }
  }

  private void logs(ForkedJvm jvm, String port) throws IOException {
    request(port, "/logged");
    Span server = collector.await(span -> SpanCollector.of(span).containsValue("/logged"));
    jvm.await("serves /logged trace_id=" + TRACE + " span_id=" + hex(server.getSpanId()));
  }

  private void refusals(String port) throws IOException {
    far.status = 500;
    for (int i = 0; i < 5; i++) {
      request(port);
    }
    Span changed = collector.await(span -> hasEvent(span, "retrofuse.breaker.state"));
    Map<String, String> change = event(changed, "retrofuse.breaker.state");
    assertEquals("closed", change.get("retrofuse.breaker.from"));
    assertEquals("open", change.get("retrofuse.breaker.to"));
    assertEquals("500", SpanCollector.of(changed).get("error.type"));
    Span refused = collector.await(span -> hasEvent(span, "retrofuse.refused"));
    Map<String, String> refusal = event(refused, "retrofuse.refused");
    assertEquals("payments", refusal.get("retrofuse.rule"));
    assertEquals("breaker", refusal.get("retrofuse.policy"));
    assertEquals("open", refusal.get("retrofuse.breaker.state"));
    assertEquals(StatusCode.STATUS_CODE_ERROR, refused.getStatus().getCode());
  }

  private void databases(ForkedJvm jvm) {
    jvm.ask("jdbc select 1 from information_schema.tables where table_name <> 'secret'", "jdbc");
    Span query = collector.await(span -> SpanCollector.of(span).containsKey("db.query.text"));
    Map<String, String> attributes = SpanCollector.of(query);
    assertEquals("h2database", attributes.get("db.system.name"));
    assertEquals("SELECT", attributes.get("db.operation.name"));
    assertFalse(attributes.toString().contains("secret"), attributes::toString);
    assertTrue(query.getParentSpanId().isEmpty(), "outside of any request a trace begins");
  }

  private void leavesNothing(ForkedJvm jvm) {
    String status = Attach.reply(jvm.pid(), folder, "status");
    assertTrue(status.contains("\"spans\":{\"dropped\":0,\"failed\":0,\"sent\":"), status);
    assertTrue(status.contains("\"faults\":{}"), status);
    int requests = far.requests();
    Attach.command(jvm.pid(), folder, "detach");
    Remains.assertNone(jvm);
    assertEquals("http 500", jvm.ask("http " + far.url("/after"), "http"));
    assertEquals(requests + 1, far.requests());
  }

  @Test
  void aRuleMayLeaveItsCallsOut() throws IOException {
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(usual()))) {
      awaitWoven(jvm);
      String port = jvm.ask("serve " + far.url("/quiet"), "serve").substring("serve ".length());
      request(port);
      Span server = collector.await(span -> span.getKind() == SpanKind.SPAN_KIND_SERVER);
      // What it reaches is the request's own child.
      assertEquals(
          "00-" + TRACE + "-" + hex(server.getSpanId()) + "-01",
          far.lastHeaders.getFirst("traceparent"));
      jvm.ask("http " + far.url("/loud"), "http");
      collector.await(span -> SpanCollector.of(span).containsValue(far.url("/loud")));
      assertFalse(collector.spans().toString().contains("/quiet"));
    }
  }

  @Test
  void nothingOfOpenTelemetryIsLoadedUnlessAskedFor() {
    Path none = Product.rules(folder, RULES.replace("SPANS", ""));
    try (ForkedJvm jvm =
        Product.console(ForkedJvm.ownHome(), "-verbose:class", Product.javaagent(none))) {
      awaitWoven(jvm);
      assertEquals(0, loaded(jvm, "io.opentelemetry."));
      assertEquals(0, loaded(jvm, "dev.retrofuse.spans.Otlp"));
      int mark = jvm.mark();
      usual();
      jvm.await(mark, "in force");
      jvm.ask("http " + far.url("/pay/2"), "http");
      collector.await(span -> true);
      assertTrue(loaded(jvm, "io.opentelemetry.") > 0);
    }
  }

  private static long loaded(ForkedJvm jvm, String prefix) {
    return jvm.lines().stream().filter(line -> line.contains(" " + prefix)).count();
  }

  @Test
  void withADeadCollectorSpansAreDroppedAndCounted() {
    int port = collector.port();
    collector.close();
    Path rules =
        Product.rules(
            folder, rules("http://127.0.0.1:" + port, "interval: 100ms, queue: 5, batch: 5"));
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules))) {
      awaitWoven(jvm);
      for (int i = 0; i < 20; i++) {
        assertEquals("http 200", jvm.ask("http " + far.url("/pay/1"), "http"));
      }
      jvm.await("takes no spans");
      String status = Attach.reply(jvm.pid(), folder, "status");
      assertTrue(status.matches("(?s).*\"spans\":\\{\"dropped\":[1-9].*"), status);
      Attach.command(jvm.pid(), folder, "detach");
      Remains.assertNone(jvm);
    }
  }
}
