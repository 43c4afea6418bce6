package dev.retrofuse.dist;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The service at the far side: answers with the status it is told to, and remembers what came. */
final class FarSide implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, String> traces = new ConcurrentHashMap<>();
  volatile int status = 200;

  /** How long an answer takes at least. */
  volatile int delayMillis;

  volatile Headers lastHeaders = new Headers();

  FarSide() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newCachedThreadPool());
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The header as it came to each path, for all calls since the last time. */
  Map<String, String> traces() {
    Map<String, String> seen = new TreeMap<>(traces);
    traces.clear();
    return seen;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Headers headers = new Headers();
    headers.putAll(exchange.getRequestHeaders());
    lastHeaders = headers;
    traces.put(exchange.getRequestURI().getPath(), String.valueOf(headers.getFirst("traceparent")));
    exchange.getRequestBody().readAllBytes();
    LockSupport.parkNanos(delayMillis * 1_000_000L);
    byte[] body = "far".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
