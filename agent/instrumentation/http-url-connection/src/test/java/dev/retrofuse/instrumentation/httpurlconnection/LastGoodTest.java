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
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read is kept, as it is read; what the JDK adds to a request decides, too. */
class LastGoodTest {
  private static final String RULES =
      "rules:\n"
          + "  - name: remote\n"
          + "    match: { http: { host: 127.0.0.1 } }\n"
          + "    breaker: { window: 100 calls, minimum-calls: 1, open-wait: 1h }\n"
          + "    fallback: { for: failed, last-good: {} }\n";

  private HttpServer server;
  private TestAgent agent;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", LastGoodTest::handle);
    server.start();
    agent = TestAgent.attach(RULES, new HttpUrlConnectionInstrumentation());
  }

  @AfterEach
  void stop() {
    CookieHandler.setDefault(null);
    server.stop(0);
    agent.close();
    assertEquals(Collections.emptyList(), agent.faults());
  }

  private static void handle(HttpExchange exchange) throws IOException {
    boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, chunked ? 0 : 4);
    exchange.getResponseBody().write("text".getBytes(UTF_8));
    exchange.close();
  }

  private HttpURLConnection open(String path) throws IOException {
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return (HttpURLConnection) url.openConnection();
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  private long kept() {
    return agent.status("remote").stream().mapToLong(GuardStatus::kept).sum();
  }

  @Test
  @Timeout(30)
  void isKeptWhenItWasReadToItsEnd() throws Exception {
    InputStream in = open("/ok").getInputStream();
    while (in.available() < 4) {
      Thread.onSpinWait(); // the body may come after the headers
    }
    assertEquals('t', in.read());
    assertEquals(2, in.read(new byte[2]));
    assertEquals(0, kept());
    assertEquals('t', in.read());
    assertEquals(1, kept(), "as long as was announced");
    InputStream chunked = open("/chunked").getInputStream();
    assertEquals(4, chunked.readNBytes(4).length);
    assertEquals(1, kept());
    assertEquals(-1, chunked.read());
    assertEquals(2, kept(), "to its end");
  }

  @Test
  void isNotKeptWhenItWasNotReadWhole() throws Exception {
    InputStream left = open("/ok").getInputStream();
    left.read();
    left.close();
    InputStream skipped = open("/ok").getInputStream();
    assertEquals(2, skipped.skip(2));
    assertEquals("xt", text(skipped));
    assertEquals(0, kept());
  }

  @Test
  void isGivenWithItsHeadersAndItsAge() throws Exception {
    assertEquals("text", text(open("/chunked").getInputStream()));
    server.stop(0);
    for (int call = 1; call <= 2; call++) { // failed, then refused
      HttpURLConnection connection = open("/chunked");
      connection.connect();
      assertEquals(200, connection.getResponseCode());
      assertEquals("text/plain", connection.getContentType());
      assertEquals(4, connection.getContentLength());
      assertEquals(0, connection.getHeaderFieldInt("Age", -1));
      assertNull(connection.getHeaderField("Transfer-Encoding"));
      assertEquals("text", text(connection.getInputStream()));
    }
    assertEquals(2, agent.status("remote").get(0).calls());
    assertEquals(1, agent.refused("remote"));
  }

  @Test
  void requestWithCredentialsFailsAsWithoutEvenIfItSeemedToConnect() throws Exception {
    assertEquals("text", text(open("/ok").getInputStream()));
    server.stop(0);
    for (int call = 1; call <= 2; call++) { // failed, then refused
      HttpURLConnection own = open("/ok");
      own.setRequestProperty("Authorization", "Basic YTpi");
      own.connect();
      assertThrows(ConnectException.class, own::getInputStream);
      assertEquals("text", text(open("/ok").getInputStream()));
    }
    assertEquals(0, agent.status("remote").get(0).concurrent());
  }

  @Test
  void answerToCookiesOfTheJdkIsNotKept() throws Exception {
    CookieManager cookies = new CookieManager();
    HttpCookie cookie = new HttpCookie("session", "1");
    cookie.setPath("/own");
    cookies.getCookieStore().add(URI.create("http://127.0.0.1/own"), cookie);
    CookieHandler.setDefault(cookies);
    assertEquals("text", text(open("/own").getInputStream()));
    assertEquals(0, kept());
    assertEquals("text", text(open("/public").getInputStream()));
    assertEquals(1, kept());
  }
}
