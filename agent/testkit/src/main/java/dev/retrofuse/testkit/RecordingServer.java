package dev.retrofuse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server on the loopback address that keeps what it receives. {@code /status/N} answers
 * with that status, {@code /redirect} leads to {@code /ok}, {@code /hang} waits for {@link
 * #release}, {@code /sick} answers 500 until {@link #heal}, {@code /busy} answers 502 twice of
 * three times, {@code /later/N} and {@code /spare/N} answer 504 and 503 and say to retry after N
 * seconds, {@code /once} hangs from the second time on, {@code /counted} answers with how often it
 * was asked, {@code /with?Name=value} with that header, all else answers 200 with what was posted.
 */
final class RecordingServer implements AutoCloseable {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger counted = new AtomicInteger();
  private final AtomicBoolean once = new AtomicBoolean();
  private volatile boolean healthy;

  RecordingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** What came in so far, a redirected request once for each hop. */
  List<Received> received() {
    return received;
  }

  Received last() {
    return received.get(received.size() - 1);
  }

  void release() {
    release.countDown();
  }

  void heal() {
    healthy = true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(readAll(exchange.getRequestBody()), ISO_8859_1);
    received.add(new Received(exchange, body));
    if (path.equals("/hang")) {
      awaitRelease();
    }
    if (path.equals("/redirect")) {
      exchange.getResponseHeaders().set("Location", url("/ok"));
    }
    if (path.startsWith("/later/") || path.startsWith("/spare/")) {
      String seconds = path.substring("/later/".length());
      exchange.getResponseHeaders().set("Retry-After", seconds);
    }
    if (path.equals("/once") && once.getAndSet(true)) {
      awaitRelease();
    }
    String query = exchange.getRequestURI().getQuery();
    if (path.equals("/with") && query != null) {
      String[] field = query.split("=", 2);
      exchange.getResponseHeaders().set(field[0], field[1]);
    }
    body = path.equals("/counted") ? "" + counted.incrementAndGet() : body;
    byte[] answer = ("answer " + body).getBytes(ISO_8859_1);
    exchange.sendResponseHeaders(status(path), answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private int status(String path) {
    if (path.startsWith("/status/")) {
      return Integer.parseInt(path.substring("/status/".length()));
    }
    if (path.equals("/redirect")) {
      return 302;
    }
    if (path.equals("/busy")) {
      return busy.incrementAndGet() % 3 == 0 ? 200 : 502;
    }
    if (path.startsWith("/later/") || path.startsWith("/spare/")) {
      return path.startsWith("/later/") ? 504 : 503;
    }
    return path.equals("/sick") && !healthy ? 500 : 200;
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }

  /** One request. */
  static final class Received {
    final String method;
    final String path;
    final Headers headers;
    final String body;
    final int clientPort;

    Received(HttpExchange exchange, String body) {
      method = exchange.getRequestMethod();
      path = exchange.getRequestURI().toString();
      headers = exchange.getRequestHeaders();
      this.body = body;
      clientPort = exchange.getRemoteAddress().getPort();
    }

    String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : String.join("|", values);
    }
  }
}
