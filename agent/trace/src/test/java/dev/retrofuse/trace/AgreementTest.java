package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import io.opentelemetry.extension.trace.propagation.JaegerPropagator;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written here OpenTelemetry reads, and the other way round, as the same trace. */
class AgreementTest {
  private static final int ROUNDS = 20_000;
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
          return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
          return headers.get(name.toLowerCase(Locale.ROOT));
        }
      };

  private final Random random = new Random(4);

  private static TextMapPropagator propagator(String format) {
    return switch (format) {
      case "w3c" -> W3CTraceContextPropagator.getInstance();
      case "b3" -> B3Propagator.injectingSingleHeader();
      case "b3-multi" -> B3Propagator.injectingMultiHeaders();
      case "jaeger" -> JaegerPropagator.getInstance();
      default -> AwsXrayPropagator.getInstance();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"w3c", "b3", "b3-multi", "jaeger", "xray"})
  void bothReadTheSame(String format) {
    Rules rules = new Rules("mode: pass, read: w3c, write: " + format);
    Rules back = new Rules("mode: pass, read: " + format + ", write: w3c");
    for (int i = 0; i < ROUNDS; i++) {
      String header = "00-" + hex(32) + "-" + hex(16) + (random.nextBoolean() ? "-00" : "-01");
      Map<String, String> sent = rules.out(rules.in("traceparent", header));
      assertEquals(header, traceparent(theirs(format, sent)));
      Map<String, String> injected = new TreeMap<>();
      propagator(format)
          .inject(
              Context.root().with(Span.wrap(theirs(format, sent))),
              injected,
              (to, name, value) -> to.put(name.toLowerCase(Locale.ROOT), value));
      String[] flat = new String[2 * injected.size()];
      int at = 0;
      for (Map.Entry<String, String> each : injected.entrySet()) {
        flat[at++] = each.getKey();
        flat[at++] = each.getValue();
      }
      assertEquals(header, back.out(back.in(flat)).get("traceparent"), injected::toString);
    }
  }

  private static SpanContext theirs(String format, Map<String, String> headers) {
    SpanContext read =
        Span.fromContext(propagator(format).extract(Context.root(), headers, GETTER))
            .getSpanContext();
    assertTrue(read.isValid(), headers::toString);
    return read;
  }

  private static String traceparent(SpanContext read) {
    return "00-" + read.getTraceId() + "-" + read.getSpanId() + (read.isSampled() ? "-01" : "-00");
  }

  private String hex(int digits) {
    StringBuilder text = new StringBuilder();
    while (text.length() < digits) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
