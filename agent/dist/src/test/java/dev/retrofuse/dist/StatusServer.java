package dev.retrofuse.dist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers as the end of a request's path asks it to: {@code fail} and {@code busy} with 500 and
 * 503, {@code flaky} with 503 and 200 in turn, {@code slow} not before it is closed, all else with
 * 200.
 */
final class StatusServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger flaky = new AtomicInteger();

  StatusServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = "answer".getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(status(path.substring(path.lastIndexOf('/') + 1)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int status(String what) {
    switch (what) {
      case "fail":
        return 500;
      case "busy":
        return 503;
      case "flaky":
        return flaky.incrementAndGet() % 2 == 1 ? 503 : 200;
      case "slow":
        awaitEnd();
        return 200;
      default:
        return 200;
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
