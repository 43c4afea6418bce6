package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.RawServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside another agent that traces, whichever came first: one set of headers on the wire. */
class BesideAgentsIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final List<String> CLIENTS =
      List.of("url-connection", "apache4", "apache5", "okhttp", "okhttp-async");

  /** They export nothing, and call nobody. */
  private static final List<String> QUIET =
      List.of(
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none",
          "-Ddd.agent.host=127.0.0.1",
          "-Ddd.trace.agent.port=1",
          "-Ddd.instrumentation.telemetry.enabled=false",
          "-Ddd.remote_config.enabled=false",
          "-Ddd.trace.startup.logs=false",
          "-Delastic.apm.server_url=http://127.0.0.1:1",
          "-Delastic.apm.central_config=false",
          "-Delastic.apm.cloud_provider=NONE");

  @TempDir private Path folder;

  static Stream<Arguments> orders() {
    return Stream.of("opentelemetry-javaagent", "dd-java-agent", "elastic-apm-agent")
        .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void oneSetOfHeaders(String other, boolean first) throws Exception {
    List<String> agents = new ArrayList<>();
    agents.add(Product.javaagent(Product.rules(folder, "trace: { mode: start }\n")));
    agents.add("-javaagent:" + System.getProperty("other.agents") + "/" + other + ".jar");
    if (!first) {
      Collections.reverse(agents);
    }
    List<String> command = new ArrayList<>(QUIET);
    command.addAll(agents);
    command.addAll(List.of("-jar", System.getProperty("relay.jar")));
    try (ForkedJvm relay = ForkedJvm.start(ForkedJvm.ownHome(), command);
        RawServer target = new RawServer()) {
      relay.await("in force");
      String url = "http://127.0.0.1:" + relay.await("jetty=").substring("jetty=".length()) + "/";
      for (String client : CLIENTS) {
        assertOneSet(call(url + client, target), client);
      }
    }
  }

  private static List<String> call(String url, RawServer target) throws Exception {
    String order = "[{\"url\":\"" + target.url("/") + "\",\"arguments\":[]}]";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .header("tracestate", "congo=t61rcWkgMzE")
            .header("baggage", "tenant=acme")
            .POST(BodyPublishers.ofString(order))
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    return Stream.of(target.next().split("\r\n"))
        .map(line -> line.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static void assertOneSet(List<String> head, String client) {
    String seen = client + ": " + head;
    assertEquals(1, count(head, "traceparent: "), seen);
    assertEquals(1, count(head, "traceparent: 00-" + TRACE), seen);
    assertEquals(1, count(head, "tracestate: "), seen);
    assertEquals(1, count(head, "baggage: "), seen);
    assertTrue(head.stream().anyMatch(line -> line.contains("congo=t61rcwkgmze")), seen);
    assertTrue(head.stream().anyMatch(line -> line.contains("tenant=acme")), seen);
  }

  private static long count(List<String> head, String start) {
    return head.stream().filter(line -> line.startsWith(start)).count();
  }
}
