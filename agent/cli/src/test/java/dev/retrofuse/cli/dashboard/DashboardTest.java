package dev.retrofuse.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the page is served to, spoken to byte by byte, as no browser would. */
class DashboardTest {
  private static final long NO_JVM = 1;
  private static final int PATIENCE_MILLIS = 60_000;

  private Dashboard dashboard;
  private int port;
  private String token;

  @BeforeEach
  void start() throws IOException {
    dashboard = new Dashboard(0, List.of(NO_JVM), new File("retrofuse.jar"));
    URI address = URI.create(dashboard.address());
    port = address.getPort();
    token = address.getQuery();
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (SocketException refusedMeanwhile) {
        // What was answered is still there.
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String ask(String method, String path, String... headers) throws IOException {
    return exchange(request(method, path, "127.0.0.1:" + port, headers) + "\r\n");
  }

  private static String request(String method, String path, String host, String... headers) {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + lines;
  }

  private static int code(String answer) {
    return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ")[1]);
  }

  /** The cookie of the browser that came first. */
  private String enter() throws IOException {
    String answer = ask("GET", "/?" + token);
    assertEquals(303, code(answer), answer);
    Matcher cookie = Pattern.compile("(?i)set-cookie: (retrofuse=[^;]+)(.*)").matcher(answer);
    assertTrue(cookie.find(), answer);
    assertEquals("; HttpOnly; SameSite=Strict; Path=/", cookie.group(2).trim());
    return "Cookie: " + cookie.group(1);
  }

  @Test
  void theTokenIsGoodOnceAndTheCookieFromThenOn() throws IOException {
    assertEquals(403, code(ask("GET", "/")));
    assertEquals(403, code(ask("GET", "/?token=")));
    assertEquals(403, code(ask("GET", "/?" + token + "x")));
    assertEquals(403, code(ask("POST", "/?" + token, "Content-Length: 0")), "only shown by GET");
    String cookie = enter();
    assertEquals(403, code(ask("GET", "/?" + token)));
    assertEquals(200, code(ask("GET", "/", cookie)));
    assertEquals(200, code(ask("GET", "/state", cookie)));
    assertEquals(403, code(ask("GET", "/state", cookie + "x")));
    assertEquals(403, code(ask("GET", "/state", "Cookie: retrofuse=")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "127.0.0.1.evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:PORT@evil.example",
        "0.0.0.0:PORT",
        "[::1]:PORT",
        "2130706433:PORT",
        ""
      })
  void namesThatLeadHereAreRefused(String host) throws IOException {
    String cookie = enter();
    String there = host.replace("PORT", Integer.toString(port));
    assertEquals(403, code(exchange(request("GET", "/state", there, cookie) + "\r\n")), there);
    assertEquals(403, code(exchange("GET /state HTTP/1.0\r\n" + cookie + "\r\n\r\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://evil.example",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1:1",
        "http://127.0.0.1:PORT.evil.example",
        "file://",
        ""
      })
  void pagesOfOtherOriginsAreRefused(String origin) throws IOException {
    String there = "Origin: " + origin.replace("PORT", Integer.toString(port));
    String cookie = enter();
    String json = "Content-Type: application/json";
    assertEquals(403, code(ask("POST", "/command", cookie, there, json, "Content-Length: 0")));
    String answer = ask("OPTIONS", "/command", there, "Access-Control-Request-Method: POST");
    assertEquals(403, code(answer));
    assertFalse(answer.toLowerCase().contains("access-control-allow"), answer);
  }

  @Test
  void everyAnswerSaysWhatABrowserMayDoWithIt() throws IOException {
    String cookie = enter();
    for (String answer :
        List.of(ask("GET", "/"), ask("GET", "/", cookie), ask("GET", "/x", cookie))) {
      for (String header :
          List.of(
              "Cache-Control: no-store",
              "X-Content-Type-Options: nosniff",
              "Referrer-Policy: no-referrer",
              "Cross-Origin-Resource-Policy: same-origin",
              "default-src 'none'",
              "frame-ancestors 'none'")) {
        assertTrue(answer.toLowerCase().contains(header.toLowerCase()), header + "\n" + answer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page.css/../page.html",
        "/..%2fpage.html",
        "/page.html",
        "//etc/passwd",
        "/page.js%00.css",
        "/Dashboard.class"
      })
  void noOtherFileIsServed(String path) throws IOException {
    int code = code(ask("GET", path, enter()));
    assertTrue(code == 404 || code == 400, path + ": " + code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH"})
  void otherMethodsAreRefused(String method) throws IOException {
    assertEquals(405, code(ask(method, "/", enter())));
  }

  @Test
  void aCommandIsASmallJsonObject() throws IOException {
    String cookie = enter();
    String form = "Content-Type: text/plain";
    String json = "Content-Type: application/json";
    assertEquals(415, code(ask("POST", "/command", cookie, form, "Content-Length: 0")));
    assertEquals(400, code(ask("POST", "/command", cookie, json, "Content-Length: 0")));
    String post = request("POST", "/command", "localhost:" + port, cookie, json);
    String body = "{\"pid\": 1, \"command\": \"open\"}";
    String good = exchange(post + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    assertEquals(200, code(good), good);
    assertTrue(good.contains("not there any more"), good);
    String deep = "[".repeat(60_000);
    assertEquals(400, code(exchange(post + "Content-Length: 60000\r\n\r\n" + deep)));
    String large = " ".repeat(10 << 20);
    String answer = exchange(post + "Content-Length: " + large.length() + "\r\n\r\n" + large);
    assertTrue(code(answer) == 413 || answer.isEmpty(), answer);
    assertEquals(200, code(ask("GET", "/state", cookie)));
  }

  private int codeOrNone(String cookie) throws IOException {
    try {
      return code(ask("GET", "/state", cookie));
    } catch (SocketException closed) {
      return 0;
    }
  }

  /** A hundred of them, and threads for four. */
  @Test
  void halfRequestsDoNotHoldThePage() throws IOException {
    String cookie = enter();
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Socket socket = connect();
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.ISO_8859_1));
      slow.add(socket);
    }
    int code = 0;
    for (int i = 0; i < 10 && code != 200; i++) {
      code = codeOrNone(cookie); // a page asks again, too
    }
    assertEquals(200, code);
    for (Socket socket : slow) {
      socket.close();
    }
  }
}
