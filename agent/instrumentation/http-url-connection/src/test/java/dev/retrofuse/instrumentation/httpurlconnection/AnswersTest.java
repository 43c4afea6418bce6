package dev.retrofuse.instrumentation.httpurlconnection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.testkit.TestAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rule's response is to be had in every way that a server's is, and looks the same. */
class AnswersTest {
  private static final String RULES =
      "rules:\n"
          + "  - name: remote\n"
          + "    match: { http: { host: 127.0.0.1, path: /%s } }\n"
          + "    breaker: { window: 100 calls, minimum-calls: 1, open-wait: 1h }\n"
          + "    fallback:\n"
          + "      for: failed\n"
          + "      response: { status: %s, headers: ['X-From: one', 'X-From: two'], body: text }\n";

  private HttpServer server;
  private int closedPort;
  private TestAgent agent;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", AnswersTest::handle);
    server.start();
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = closed.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
    agent.close();
    assertEquals(Collections.emptyList(), agent.faults());
  }

  private static void handle(HttpExchange exchange) throws IOException {
    int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    exchange.getResponseHeaders().add("X-From", "one");
    exchange.getResponseHeaders().add("X-From", "two");
    boolean none = status == 204;
    exchange.sendResponseHeaders(status, none ? -1 : 4);
    if (!none) {
      exchange.getResponseBody().write("text".getBytes(UTF_8));
    }
    exchange.close();
  }

  private void attach(int status) {
    String rules = String.format(RULES, "given", status);
    agent = TestAgent.attach(rules, new HttpUrlConnectionInstrumentation());
  }

  private HttpURLConnection ofServer(int status) throws IOException {
    return open(server.getAddress().getPort(), "/" + status);
  }

  private HttpURLConnection given() throws IOException {
    return open(closedPort, "/given");
  }

  private static HttpURLConnection open(int port, String path) throws IOException {
    return (HttpURLConnection) new URL("http://127.0.0.1:" + port + path).openConnection();
  }

  /** All that the application sees, in an order in which applications ask. */
  private static List<String> seen(HttpURLConnection connection) throws IOException {
    List<String> seen = new ArrayList<>();
    seen.add("" + connection.getResponseCode());
    seen.add("" + connection.getResponseMessage().isEmpty());
    seen.add(connection.getHeaderField(0).substring(0, "HTTP/1.1 200".length()));
    seen.add(connection.getHeaderField("x-from"));
    seen.add("" + names(connection).get("x-from"));
    seen.add("" + connection.getHeaderField("X-None"));
    seen.add("" + connection.getContentLength());
    seen.add(read(connection));
    seen.add(read(connection));
    InputStream error = connection.getErrorStream();
    seen.add(error == null ? "none" : text(error));
    connection.disconnect();
    return seen;
  }

  private static Map<String, List<String>> names(HttpURLConnection connection) {
    Map<String, List<String>> names = new HashMap<>();
    connection
        .getHeaderFields()
        .forEach((k, v) -> names.put(String.valueOf(k).toLowerCase(Locale.ROOT), v));
    return names;
  }

  private static String read(HttpURLConnection connection) {
    try {
      return text(connection.getInputStream());
    } catch (IOException e) {
      return e.getClass() + " " + e.getMessage().replace(connection.getURL().toString(), "URL");
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  @Test
  void looksLikeAServersInEveryWay() throws Exception {
    for (int status : new int[] {200, 203, 302, 400, 404, 410, 500, 503}) {
      attach(status);
      assertEquals(seen(ofServer(status)), seen(given()));
      assertEquals(seen(ofServer(status)), seen(given()), "refused");
      assertEquals(2, fallbacks());
      agent.close();
    }
  }

  @Test
  void withoutContentThereIsNone() throws Exception {
    attach(204);
    HttpURLConnection none = given();
    assertEquals(204, none.getResponseCode());
    assertEquals("", text(none.getInputStream()));
    HttpURLConnection head = given();
    head.setRequestMethod("HEAD");
    assertEquals("", text(head.getInputStream()));
    assertEquals("4", head.getHeaderField("Content-Length"));
  }

  @Test
  void everyStepBeforeReadingSucceeds() throws Exception {
    attach(200);
    for (int call = 1; call <= 2; call++) { // made and failed; then refused
      HttpURLConnection connection = given();
      connection.setDoOutput(true);
      connection.connect();
      connection.connect();
      OutputStream out = connection.getOutputStream();
      out.write(new byte[100]);
      out.write('x');
      out.close();
      assertEquals("POST", connection.getRequestMethod());
      assertEquals(call - 1, fallbacks());
      assertEquals("text", text(connection.getInputStream()));
      assertEquals(200, connection.getResponseCode());
      assertEquals(call, fallbacks());
      assertNull(connection.getErrorStream());
    }
    HttpURLConnection streamed = given();
    streamed.setDoOutput(true);
    streamed.setFixedLengthStreamingMode(3);
    streamed.getOutputStream().write(new byte[3]);
    assertEquals("text", text(streamed.getInputStream()));
    assertEquals(1, agent.status("remote").get(0).calls());
  }

  @Test
  void isVoidOnceTheAgentIsOff() throws Exception {
    attach(200);
    for (int call = 1; call <= 2; call++) {
      HttpURLConnection connection = given();
      connection.connect();
      agent.engine().off();
      assertThrows(ConnectException.class, connection::getInputStream);
      agent.engine().on();
    }
    assertEquals(0, fallbacks());
  }

  private long fallbacks() {
    return agent.status("remote").stream().mapToLong(GuardStatus::fallbacks).sum();
  }
}
