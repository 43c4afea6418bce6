package dev.retrofuse.dist;

import static dev.retrofuse.spans.SpanCollector.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.retrofuse.spans.SpanCollector;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each policy once on each kind of call, from the rule file to what the application sees and the
 * status says, with real databases, brokers and servers.
 */
class PoliciesIT {
  @TempDir static Path folder;

  private static CallerHouse house;
  private static String inForce;

  @BeforeAll
  static void start() throws IOException {
    house = new CallerHouse(folder);
  }

  @AfterAll
  static void end() {
    try (CallerHouse ends = house) {
      String status = ends.status();
      assertTrue(status.contains("\"faults\":{},\"switchedOff\":[]"), status);
    }
  }

  static Stream<Arguments> cases() {
    return PolicyTable.CASES.stream()
        .flatMap(
            row ->
                row.kinds().stream()
                    .map(kind -> Arguments.of(row.policy(), kind, row.calls(), row)));
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @MethodSource("cases")
  void onEachKindOfCall(String policy, CallKind kind, String calls, PolicyCase row) {
    putInForce(policy);
    new Steps(house, kind, row).play();
  }

  private static void putInForce(String policy) {
    if (!policy.equals(inForce)) {
      house.rules(PolicyTable.rules(policy, house), " in force");
      inForce = policy;
    }
  }

  @Test
  void eachKindOfCallIsRecorded() throws IOException {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (SpanCollector collector = SpanCollector.start()) {
      String spans = "{ endpoint: " + collector.endpoint() + ", interval: 100ms }";
      house.rules("trace: { mode: join, spans: " + spans + " }\n", " in force");
      for (CallKind kind : CallKind.values()) {
        String parent = String.format("%016x", kind.ordinal() + 1);
        house.call(kind, "ok", "traceparent=00-" + trace + "-" + parent + "-01").join();
        Span server = collector.await(span -> hex(span.getParentSpanId()).equals(parent));
        ByteString id = server.getSpanId();
        Span call = collector.await(span -> span.getParentSpanId().equals(id));
        assertEquals(trace, hex(call.getTraceId()));
        String attributes = SpanCollector.of(call).toString();
        assertTrue(attributes.contains(kind.recorded()), attributes);
      }
    }
    inForce = null;
  }

  @Test
  void theCommandLineShowsWhatRefused() {
    house.rules(PolicyTable.rules("rate-limit", house), " in force");
    inForce = "rate-limit";
    String pid = String.valueOf(house.pid());
    for (CallKind kind : CallKind.values()) {
      house.call(kind, "ok", null).join();
      house.call(kind, "ok", null).join();
    }
    Product.Outcome table = Product.retrofuse("status", pid);
    Product.Outcome json = Product.retrofuse("status", pid, "--json");
    for (CallKind kind : CallKind.values()) {
      String rule = "rate-limit-" + kind;
      assertTrue(
          table.lines().stream()
              .anyMatch(line -> line.contains(rule) && line.contains("rate-limit refused ")),
          table::text);
      assertEquals("refused>0", new RuleStatus(json.text(), rule).of("refused>0"), json::text);
    }
  }
}
