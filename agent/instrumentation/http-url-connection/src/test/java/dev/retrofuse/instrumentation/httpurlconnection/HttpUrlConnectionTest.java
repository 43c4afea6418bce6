package dev.retrofuse.instrumentation.httpurlconnection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.HttpClientContract;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HttpUrlConnectionTest extends HttpClientContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new HttpUrlConnectionInstrumentation();
  }

  @Override
  protected String send(ClientRequest request) throws IOException {
    HttpURLConnection connection = open(request);
    if (request.body() != null) {
      write(connection, request.body());
    }
    return answer(connection);
  }

  @Override
  protected String sendOnce(ClientRequest request) throws IOException {
    HttpURLConnection connection = open(request);
    connection.setChunkedStreamingMode(0);
    write(connection, request.body());
    return answer(connection);
  }

  private static HttpURLConnection open(ClientRequest request) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(request.url()).openConnection();
    connection.setConnectTimeout(request.timeoutMillis());
    connection.setReadTimeout(request.timeoutMillis());
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    connection.setDoOutput(request.body() != null);
    return connection;
  }

  private static void write(HttpURLConnection connection, String body) throws IOException {
    connection.getOutputStream().write(body.getBytes(ISO_8859_1));
  }

  private static String answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return status + " " + text(in);
    }
  }

  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
    }
    return new String(out.toByteArray(), UTF_8);
  }

  private void openBreaker() throws IOException {
    for (int i = 0; i < 4; i++) {
      assertEquals(500, open(get("/sick")).getResponseCode());
    }
  }

  @Test
  void connectThenReadIsOneCall() throws Exception {
    attach();
    HttpURLConnection connection = open(get("/ok"));
    connection.connect();
    connection.connect();
    assertEquals("answer ", text(connection.getInputStream()));
    assertNotNull(connection.getInputStream());
    assertEquals(200, connection.getResponseCode());
    assertCounted(1, 0, 0);
  }

  @Test
  void headersAloneAreOneCall() throws Exception {
    attach();
    HttpURLConnection connection = open(get("/ok"));
    assertEquals("HTTP/1.1 200 OK", connection.getHeaderField(0));
    assertEquals(7, connection.getContentLength());
    assertNotNull(connection.getHeaderFields());
    assertNull(connection.getContentType());
    assertCounted(1, 0, 0);
  }

  @Test
  void readAfterAnErrorThrowsAgainAndIsNoOtherCall() throws Exception {
    attach();
    HttpURLConnection connection = open(get("/status/404"));
    assertThrows(FileNotFoundException.class, connection::getInputStream);
    assertThrows(FileNotFoundException.class, connection::getInputStream);
    assertEquals("answer ", text(connection.getErrorStream()));
    assertEquals(404, connection.getResponseCode());
    assertCounted(1, 0, 0);
  }

  @Test
  void failedReadIsOneCallHoweverOftenItIsAskedFor() throws Exception {
    attach();
    HttpURLConnection connection = open(get("/hang").timeoutMillis(300));
    assertThrows(IOException.class, connection::getInputStream);
    assertThrows(IOException.class, connection::getResponseCode);
    assertNull(connection.getHeaderField("X-Any"));
    assertNull(connection.getErrorStream());
    assertCounted(1, 1, 0);
  }

  @Test
  void rejectedConnectionStaysRejectedInEveryStep() throws Exception {
    TestAgent agent = attach();
    openBreaker();
    HttpURLConnection connection = open(post("/ok", "x"));
    assertThrows(ConnectException.class, connection::connect);
    assertThrows(ConnectException.class, connection::getOutputStream);
    assertThrows(ConnectException.class, connection::getResponseCode);
    assertThrows(ConnectException.class, connection::getInputStream);
    assertNull(connection.getHeaderField("X-Any"));
    assertNull(connection.getErrorStream());
    assertEquals(1, agent.refused(rule()));
    connection.disconnect();
    assertThrows(ConnectException.class, connection::connect);
    assertEquals(2, agent.refused(rule()));
    assertEquals(4, received());
  }

  @Test
  void rejectionIsVoidOnceTheAgentIsOff() throws Exception {
    TestAgent agent = attach();
    openBreaker();
    HttpURLConnection connection = open(get("/ok"));
    assertThrows(ConnectException.class, connection::connect);
    agent.engine().off();
    assertEquals("200 answer ", answer(connection));
  }

  @Test
  void callBegunBeforeOffGivesItsPermitBack() throws Exception {
    TestAgent agent = attach();
    HttpURLConnection connection = open(get("/ok"));
    connection.connect();
    assertEquals(1, agent.concurrent(rule()));
    agent.engine().off();
    assertEquals("200 answer ", answer(connection));
    agent.engine().on();
    assertEquals(0, agent.concurrent(rule()));
  }

  @Test
  void disconnectGivesTheCallUp() throws Exception {
    TestAgent agent = attach();
    HttpURLConnection connection = open(get("/ok"));
    connection.connect();
    assertEquals(1, agent.concurrent(rule()));
    connection.disconnect();
    assertEquals(0, agent.concurrent(rule()));
    assertEquals("200 answer ", answer(connection));
    connection.disconnect();
    assertEquals(0, agent.failures(rule()));
    assertEquals(0, agent.concurrent(rule()));
  }

  @Test
  void abandonedConnectionGivesItsPermitBackWhenCollected() throws Exception {
    TestAgent agent = attach();
    open(get("/ok")).connect();
    assertEquals(1, agent.concurrent(rule()));
    await(
        () -> {
          System.gc();
          return guarded();
        });
    assertEquals(0, agent.failures(rule()));
    assertEquals(0, agent.concurrent(rule()));
  }

  private boolean guarded() {
    try {
      return answer(open(get("/ok"))).equals("200 answer ");
    } catch (IOException rejected) {
      return false;
    }
  }

  @Test
  void getStaysGetAndPostIsWhatIsWritten() throws Exception {
    attach();
    HttpURLConnection read = open(get("/echo"));
    read.setDoOutput(true);
    assertEquals("200 answer ", answer(read));
    assertEquals("GET", read.getRequestMethod());
    HttpURLConnection written = open(post("/echo", "x"));
    written.connect();
    write(written, "x");
    assertEquals("200 answer x", answer(written));
    assertEquals("POST", written.getRequestMethod());
    assertCounted(2, 0, 0);
  }

  @Test
  void misuseThrowsAsWithoutAndIsNoCall() throws Exception {
    attach();
    HttpURLConnection noOutput = open(get("/ok"));
    assertThrows(ProtocolException.class, noOutput::getOutputStream);
    HttpURLConnection noInput = open(get("/ok"));
    noInput.setDoInput(false);
    assertThrows(ProtocolException.class, noInput::getInputStream);
    assertCounted(0, 0, 0);
    HttpURLConnection late = open(post("/echo", "x"));
    assertEquals("200 answer ", answer(late));
    assertThrows(ProtocolException.class, late::getOutputStream);
    assertCounted(1, 0, 0);
  }

  @Test
  void streamedBodiesArrive() throws Exception {
    attach();
    HttpURLConnection fixed = open(post("/echo", "text"));
    fixed.setFixedLengthStreamingMode(4);
    write(fixed, "text");
    assertEquals("200 answer text", answer(fixed));
    HttpURLConnection chunked = open(post("/echo", "text"));
    chunked.setChunkedStreamingMode(2);
    write(chunked, "text");
    assertEquals("200 answer text", answer(chunked));
    assertCounted(2, 0, 0);
  }

  @Test
  void redirectOfAStreamedBodyEndsWithTheServersAnswer() throws Exception {
    attach();
    HttpURLConnection connection = open(post("/redirect", "text"));
    connection.setFixedLengthStreamingMode(4);
    write(connection, "text");
    assertThrows(HttpRetryException.class, connection::getInputStream);
    assertCounted(1, 0, 0);
  }

  @Test
  void expectedContinueIsOneCall() throws Exception {
    attach();
    HttpURLConnection connection = open(post("/echo", "text").header("Expect", "100-continue"));
    connection.setFixedLengthStreamingMode(4);
    write(connection, "text");
    assertEquals("200 answer text", answer(connection));
    assertCounted(1, 0, 0);
  }

  @Test
  void connectionsAreKeptAliveAsWithout() throws Exception {
    attach();
    for (int i = 0; i < 3; i++) {
      assertEquals("200 answer ", answer(open(get("/ok"))));
    }
    assertCounted(3, 0, 0);
    assertEquals(1, connections());
  }

  @Test
  void attachedWhileAConnectionIsUnderWay() throws Exception {
    HttpURLConnection connected = open(get("/ok"));
    connected.connect();
    HttpURLConnection answered = open(get("/ok"));
    assertEquals(200, answered.getResponseCode());
    attach();
    assertEquals("200 answer ", answer(connected));
    assertEquals("200 answer ", answer(answered));
    assertCounted(1, 0, 0);
  }

  @Test
  void detachedWhileAConnectionIsUnderWay() throws Exception {
    TestAgent agent = attach();
    HttpURLConnection connection = open(get("/ok"));
    connection.connect();
    agent.close();
    assertEquals("200 answer ", answer(connection));
    assertFalse(connection.usingProxy());
  }

  @Test
  void timeOutsAreMadeStricterForTheCallAndSetBack() throws Exception {
    attach("    time-out: { connect: 5s, read: 200ms }\n");
    HttpURLConnection connection = open(get("/hang").timeoutMillis(9_000));
    assertThrows(SocketTimeoutException.class, connection::getResponseCode);
    assertEquals(9_000, connection.getConnectTimeout());
    assertEquals(9_000, connection.getReadTimeout());
    HttpURLConnection endless = open(get("/hang").timeoutMillis(0));
    endless.setConnectTimeout(100);
    assertThrows(SocketTimeoutException.class, endless::getResponseCode);
    assertEquals(100, endless.getConnectTimeout());
    assertEquals(0, endless.getReadTimeout());
    assertCounted(2, 2, 0);
  }

  @Test
  void aConnectionThatIsKeptAliveKeepsNoTimeOut() throws Exception {
    TestAgent agent = attach("    time-out: { read: 100ms }\n");
    assertEquals("200 answer ", answer(open(get("/ok"))));
    agent.rules("rules: []");
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> slow = other.submit(() -> answer(open(get("/hang"))));
      await(() -> received() == 2);
      long start = System.nanoTime();
      await(() -> slow.isDone() || System.nanoTime() - start > 300_000_000);
      release();
      assertEquals("200 answer ", slow.get());
      assertEquals(1, connections());
    } finally {
      other.shutdown();
    }
  }

  @Test
  void aCallThatWasCutStaysCut() throws Exception {
    attach("    time-out: { call: 100ms }\n");
    HttpURLConnection connection = open(get("/hang"));
    connection.setReadTimeout(0);
    assertThrows(SocketTimeoutException.class, connection::getInputStream);
    assertThrows(SocketTimeoutException.class, connection::getInputStream);
    assertThrows(SocketTimeoutException.class, connection::getResponseCode);
    assertEquals(1, received());
    assertCounted(1, 1, 0);
  }
}
