package dev.retrofuse.instrumentation.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.instrumentation.forkjoin.ForkJoinInstrumentation;
import dev.retrofuse.instrumentation.javahttpclient.JavaHttpClientInstrumentation;
import dev.retrofuse.instrumentation.nettyhttp.NettyHttpInstrumentation;
import dev.retrofuse.testkit.TestAgent;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;

/** A service on WebFlux and Netty, which asks another one in the middle of its pipelines. */
class WebFluxTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e473%d-00f067aa0ba902b7-01";

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer other;
  private DisposableServer service;
  private TestAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent =
        TestAgent.attach(
            "rules: []\ntrace: { mode: pass }\n",
            new ExecutorsInstrumentation(),
            new ForkJoinInstrumentation(),
            new NettyHttpInstrumentation(),
            new JavaHttpClientInstrumentation(),
            new ReactorInstrumentation());
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] told =
              String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, told.length);
          exchange.getResponseBody().write(told);
          exchange.close();
        });
    other.start();
    service =
        reactor.netty.http.server.HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    RouterFunctions.toHttpHandler(
                        RouterFunctions.route().GET("/", this::handle).build())))
            .bindNow();
  }

  @AfterEach
  void stop() {
    service.disposeNow();
    other.stop(0);
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  /**
   * Asks, waits for a thread that works for nobody, asks again elsewhere, and tells what the other
   * service was told each time.
   */
  private Mono<ServerResponse> handle(ServerRequest request) {
    Mono<String> twice =
        ask()
            .delayUntil(first -> Flux.interval(Duration.ofMillis(1)).next())
            .flatMap(first -> ask().map(second -> first + " " + second));
    return twice.then(twice).flatMap(told -> ServerResponse.ok().bodyValue(told));
  }

  private Mono<String> ask() {
    URI uri = URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return Mono.defer(() -> Mono.fromFuture(client.sendAsync(request, BodyHandlers.ofString())))
        .map(response -> response.body());
  }

  @Test
  void contextReachesTheCallsOfThePipeline() throws IOException {
    for (int number = 1; number < 5; number++) {
      String trace = String.format(TRACE, number);
      assertEquals(String.join(" ", Collections.nCopies(2, trace)), get(trace));
      assertEquals("null null", get(null));
    }
  }

  private String get(String trace) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + service.port() + "/").toURL().openConnection();
    // The server queues a request that comes before it is done with the one before, and takes it up
    // where nothing says whose it is.
    connection.setRequestProperty("Connection", "close");
    if (trace != null) {
      connection.setRequestProperty("traceparent", trace);
    }
    return new String(connection.getInputStream().readAllBytes(), UTF_8);
  }
}
