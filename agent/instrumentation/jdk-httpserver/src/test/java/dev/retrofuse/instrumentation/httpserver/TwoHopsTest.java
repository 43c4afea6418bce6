package dev.retrofuse.instrumentation.httpserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.retrofuse.instrumentation.httpurlconnection.HttpUrlConnectionInstrumentation;
import dev.retrofuse.testkit.TestAgent;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edge calls a front that calls a back, as often as the front thinks fit. */
class TwoHopsTest {
  private static final String HEADER = "x-request-timeout-ms";
  private static final int EDGE_MILLIS = 400;
  private static final String RULES =
      """
      rules:
        - name: back
          match: { http: { path: /back } }
          time-out: { call: 1m }
      deadline: { forward: x-request-timeout-ms }
      """;

  private final AtomicInteger worked = new AtomicInteger();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch edgeGaveUp = new CountDownLatch(1);
  private final CountDownLatch frontEnded = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TestAgent agent;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    agent =
        TestAgent.attach(
            RULES, new HttpServerInstrumentation(), new HttpUrlConnectionInstrumentation());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/front", this::front);
    server.createContext("/back", this::back);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  private HttpURLConnection open(String path) throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return (HttpURLConnection) new URL(url).openConnection();
  }

  private void front(HttpExchange exchange) {
    try {
      assertEquals(200, open("/back").getResponseCode());
      edgeGaveUp.await();
      for (int i = 0; i < 10; i++) {
        try {
          open("/back").getResponseCode();
        } catch (IOException refused) {
          failures.add(refused.toString());
        }
      }
      exchange.sendResponseHeaders(204, -1);
    } catch (IOException | InterruptedException e) {
      failures.add(e.toString());
    } finally {
      frontEnded.countDown();
      exchange.close();
    }
  }

  private void back(HttpExchange exchange) throws IOException {
    told.add(exchange.getRequestHeaders().getFirst(HEADER));
    worked.incrementAndGet();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Test
  void noWorkStartsAfterTheEdgeGaveUp() throws Exception {
    HttpURLConnection edge = open("/front");
    edge.setRequestProperty(HEADER, String.valueOf(EDGE_MILLIS));
    edge.setReadTimeout(2 * EDGE_MILLIS);
    assertThrows(SocketTimeoutException.class, edge::getResponseCode);
    edgeGaveUp.countDown();
    assertTrue(frontEnded.await(30, TimeUnit.SECONDS));
    assertEquals(1, worked.get(), "calls that reached the back");
    int left = Integer.parseInt(told.get(0));
    assertTrue(left > 0 && left <= EDGE_MILLIS, "told " + left);
    assertTrue(failures.size() >= 10, failures.toString());
    assertTrue(failures.get(0).contains("deadline"), failures.toString());
    assertEquals(10, agent.refused("back"));
  }

  @Test
  void withoutADeadlineTheFrontGoesOn() throws Exception {
    edgeGaveUp.countDown();
    assertEquals(204, open("/front").getResponseCode());
    assertTrue(frontEnded.await(30, TimeUnit.SECONDS));
    assertEquals(11, worked.get());
    assertEquals(List.of(), failures);
  }
}
