package dev.retrofuse.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.operations.RealView;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScrapePortTest extends MetricsFixture {
  private static final String RULES =
      """
      rules:
        - { name: 'pay "\\', match: { http: { host: '**' } }, breaker: {} }
      metrics: { prometheus: { port: PORT } }
      """;
  private static final String RULE = "retrofuse_rule=\"pay \\\"\\\\\"";

  private int start() throws InterruptedException {
    start(RULES.replace("PORT", "0"));
    return port();
  }

  private static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void givesTheTextOfPrometheus() throws Exception {
    int port = start();
    RealView.call("far", false);
    RealView.call("far", true);
    Scrape scrape = Scrape.of(port);
    assertEquals("text/plain; version=0.0.4; charset=utf-8", scrape.contentType());
    String failure = "retrofuse_outcome=\"failure\"";
    assertEquals(
        1, scrape.value("retrofuse_calls_total", RULE, "retrofuse_kind=\"http\"", failure));
    assertEquals(2, scrape.value("retrofuse_call_duration_seconds_count", RULE));
    assertEquals(2, scrape.value("retrofuse_call_duration_seconds_bucket", RULE, "le=\"+Inf\""));
    assertTrue(scrape.text().contains("# TYPE retrofuse_breaker_state gauge"), scrape.text());
    assertTrue(scrape.text().contains("# TYPE retrofuse_calls_total counter"), scrape.text());
  }

  @Test
  void givesOpenMetricsToWhoAsksForIt() throws Exception {
    int port = start();
    RealView.call("far", false);
    Scrape scrape =
        Scrape.of(port, "GET", "/metrics?a=b", "application/openmetrics-text;version=1.0.0,*/*");
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8", scrape.contentType());
    assertTrue(scrape.text().endsWith("# EOF\n"), scrape.text());
    assertTrue(scrape.text().contains("# UNIT retrofuse_call_duration_seconds seconds"));
    assertEquals(1, scrape.value("retrofuse_call_duration_seconds_count", RULE));
  }

  @Test
  void answersNothingElse() throws Exception {
    int port = start();
    assertEquals(200, Scrape.of(port, "HEAD", "/metrics", "*/*").status());
    assertEquals("", Scrape.of(port, "HEAD", "/metrics", "*/*").text());
    assertEquals(404, Scrape.of(port, "GET", "/", "*/*").status());
    assertEquals(405, Scrape.of(port, "DELETE", "/metrics", "*/*").status());
    assertTrue(raw(port, "hello\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertThrows(
        IOException.class,
        () -> {
          String answer = raw(port, "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n");
          throw new IOException(answer.isEmpty() ? "no answer" : "an answer: " + answer);
        });
    assertEquals(200, Scrape.of(port).status());
  }

  @Test
  void whoSaysNothingIsGivenUp() throws Exception {
    int port = start();
    try (Socket silent = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      assertEquals(200, Scrape.of(port).status());
      assertEquals(-1, silent.getInputStream().read());
    }
  }

  @Test
  void aPortThatIsTakenIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = other.getLocalPort();
      start(RULES.replace("PORT", String.valueOf(port)));
      String note = notes.poll(30, TimeUnit.SECONDS);
      assertTrue(note.startsWith("no metrics at 127.0.0.1:" + port + ", tried again"), note);
    }
    String told = notes.poll(30, TimeUnit.SECONDS);
    while (told.startsWith("no metrics")) {
      told = notes.poll(30, TimeUnit.SECONDS);
    }
    assertEquals("metrics at http://127.0.0.1:" + port + "/metrics", told);
  }

  @Test
  void closesItsPort() throws Exception {
    int port = start();
    pipeline.close();
    assertThrows(ConnectException.class, () -> Scrape.of(port));
  }

  @Test
  void aRequestUnderWayDoesNotHinderTheEnd() throws Exception {
    int port = start();
    try (Socket silent = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      silent.setSoTimeout(30_000);
      pipeline.close();
      assertTrue(hasEnded(silent));
    }
  }

  /** Reset is a connection that the port had not taken yet when it was closed. */
  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }
}
