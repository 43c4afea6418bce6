package dev.retrofuse.instrumentation.javahttpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that are streams of one connection. */
class Http2Test {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String RULES =
      "rules:\n"
          + "  - name: remote\n"
          + "    match: { http: { path: '/**' } }\n"
          + "    breaker: { window: 100 calls, minimum-calls: 3, open-wait: 1h }\n"
          + "    bulkhead: { max-concurrent: 1 }\n";

  private final Undertow server =
      Undertow.builder()
          .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
          .addHttpListener(0, "127.0.0.1")
          .setHandler(Http2Test::handle)
          .build();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  private TestAgent agent;

  private static void handle(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    if (path.equals("/hang")) {
      exchange.dispatch();
      return;
    }
    exchange.setStatusCode(path.equals("/sick") ? 503 : 200);
    String parent = exchange.getRequestHeaders().getFirst("traceparent");
    exchange.getResponseSender().send(exchange.getProtocol() + " " + parent);
  }

  @BeforeEach
  void start() {
    server.start();
    agent = TestAgent.attach(RULES, new JavaHttpClientInstrumentation());
  }

  @AfterEach
  void stop() {
    server.stop();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  private HttpResponse<String> send(String path) throws Exception {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(1)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void streamsAreCountedGuardedAndTraced() throws Exception {
    assertEquals("HTTP/2.0 null", send("/ok").body());
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, null, null);
    assertEquals("HTTP/2.0 " + PARENT, send("/ok").body());
    RetrofuseTrace.restore(before);
    assertThrows(HttpTimeoutException.class, () -> send("/hang"));
    assertEquals(503, send("/sick").statusCode());
    assertEquals(2, agent.failures("remote"));
    assertThrows(ConnectException.class, () -> send("/ok"));
    assertEquals(1, agent.refused("remote"));
    assertEquals(0, agent.concurrent("remote"));
  }
}
