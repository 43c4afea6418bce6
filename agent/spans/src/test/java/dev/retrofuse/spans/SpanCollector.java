package dev.retrofuse.spans;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A collector that takes OTLP/HTTP and tells what came, decoded by OTLP's own definition. */
public final class SpanCollector implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final HttpServer server;
  private final List<Span> spans = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Headers> headers = new ArrayList<>();

  /** What it answers; a client is to send again what gets 503. */
  public volatile int status = 200;

  private SpanCollector(HttpServer server) {
    this.server = server;
  }

  public static SpanCollector start() throws IOException {
    return on(0);
  }

  public static SpanCollector on(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    SpanCollector collector = new SpanCollector(server);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int answer = collector.status;
          String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          collector.take(line, exchange.getRequestHeaders(), answer == 200 ? body : null);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    return collector;
  }

  private synchronized void take(String line, Headers with, byte[] body) throws IOException {
    requests.add(line);
    headers.add(with);
    if (body != null) {
      for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        resources.add(of.getResource());
        for (ScopeSpans scope : of.getScopeSpansList()) {
          spans.addAll(scope.getSpansList());
        }
      }
    }
    notifyAll();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public synchronized List<Span> spans() {
    return new ArrayList<>(spans);
  }

  public synchronized List<String> requests() {
    return new ArrayList<>(requests);
  }

  public synchronized Headers lastHeaders() {
    return headers.get(headers.size() - 1);
  }

  public synchronized Map<String, String> resource() {
    return text(resources.get(0).getAttributesList());
  }

  /** Waits for a span. */
  public Span await(Predicate<Span> wanted) {
    return await(1, wanted).get(0);
  }

  /** Waits until so many such spans have come. */
  public synchronized List<Span> await(int count, Predicate<Span> wanted) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      List<Span> found = new ArrayList<>(spans);
      found.removeIf(wanted.negate());
      if (found.size() >= count) {
        return found;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(found.size() + " of " + count + " in " + spans);
      }
      pause();
    }
  }

  public synchronized void awaitRequests(int count) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (requests.size() < count) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(requests);
      }
      pause();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void pause() {
    try {
      wait(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String hex(com.google.protobuf.ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** Keys and values as texts. */
  public static Map<String, String> text(List<KeyValue> attributes) {
    Map<String, String> text = new TreeMap<>();
    for (KeyValue each : attributes) {
      boolean number = each.getValue().hasIntValue();
      text.put(
          each.getKey(),
          number
              ? String.valueOf(each.getValue().getIntValue())
              : each.getValue().getStringValue());
    }
    return text;
  }

  /** The span's attributes. */
  public static Map<String, String> of(Span span) {
    return text(span.getAttributesList());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
