package dev.retrofuse.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.retrofuse.operations.RealView;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsSenderTest extends MetricsFixture {
  private static final String RULES =
      """
      rules:
        - { name: pay, match: { http: { host: '**' } }, breaker: {} }
      metrics:
        otlp:
          endpoint: http://127.0.0.1:PORT
          service: orders
          resource: deployment.environment.name=test
          headers: 'Authorization: Bearer 1'
          interval: INTERVAL
      """;

  private final BlockingQueue<ExportMetricsServiceRequest> came = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private HttpServer collector;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          lines.add(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().get("Authorization"));
          came.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  private void start(int port, String interval) {
    start(RULES.replace("PORT", String.valueOf(port)).replace("INTERVAL", interval));
  }

  private static Map<String, io.opentelemetry.proto.metrics.v1.Metric> metrics(ResourceMetrics of) {
    Map<String, io.opentelemetry.proto.metrics.v1.Metric> metrics = new TreeMap<>();
    of.getScopeMetrics(0).getMetricsList().forEach(each -> metrics.put(each.getName(), each));
    return metrics;
  }

  private static Map<String, String> text(Iterable<KeyValue> attributes) {
    Map<String, String> text = new TreeMap<>();
    attributes.forEach(each -> text.put(each.getKey(), each.getValue().getStringValue()));
    return text;
  }

  @Test
  void sendsWhatIsCounted() throws Exception {
    start(collector.getAddress().getPort(), "100ms");
    came.poll(30, TimeUnit.SECONDS);
    RealView.call("far", false);
    RealView.call("far", true);
    pipeline.close(); // sends once more
    ResourceMetrics of = null;
    for (var next = came.poll(); next != null; next = came.poll()) {
      of = next.getResourceMetrics(0);
    }
    assertEquals("/v1/metrics [Bearer 1]", lines.remove());
    Map<String, String> resource = text(of.getResource().getAttributesList());
    assertEquals("orders", resource.get("service.name"));
    assertEquals("test", resource.get("deployment.environment.name"));
    assertEquals("retrofuse", resource.get("telemetry.distro.name"));
    var calls = metrics(of).get("retrofuse.calls");
    assertEquals("{call}", calls.getUnit());
    assertTrue(calls.getSum().getIsMonotonic());
    assertEquals(
        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
        calls.getSum().getAggregationTemporality());
    var failed =
        calls.getSum().getDataPointsList().stream()
            .filter(
                each -> "failure".equals(text(each.getAttributesList()).get("retrofuse.outcome")))
            .findFirst()
            .orElseThrow();
    assertEquals(1.0, failed.getAsDouble());
    assertEquals(1_000_000_000L, failed.getStartTimeUnixNano());
    HistogramDataPoint durations =
        metrics(of).get("retrofuse.call.duration").getHistogram().getDataPoints(0);
    assertEquals(2, durations.getCount());
    assertEquals(durations.getExplicitBoundsCount() + 1, durations.getBucketCountsCount());
    assertEquals(
        1.0, metrics(of).get("retrofuse.agent.on").getGauge().getDataPoints(0).getAsDouble());
  }

  @Test
  void goesOnWhenTheCollectorDoesNotTakeThem() throws Exception {
    status = 400;
    start(collector.getAddress().getPort(), "100ms");
    String note = notes.poll(30, TimeUnit.SECONDS);
    assertTrue(note.endsWith(" answers 400"), note);
    status = 200;
    for (int i = 0; i < 3; i++) {
      assertTrue(came.poll(30, TimeUnit.SECONDS).getResourceMetricsCount() == 1);
    }
  }

  @Test
  void saysThatTheCollectorIsGone() throws Exception {
    int port = collector.getAddress().getPort();
    collector.stop(0);
    start(port, "100ms");
    String note = notes.poll(30, TimeUnit.SECONDS);
    assertTrue(note.startsWith("the collector 127.0.0.1:" + port + " takes no metrics"), note);
  }
}
