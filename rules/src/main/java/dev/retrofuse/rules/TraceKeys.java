package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the sections {@code trace} and {@code deadline} say, as {@link RuleKeys}. */
final class TraceKeys {
  private TraceKeys() {}

  static Map<String, Object> ofRule(Tracing tracing, Kind kind) {
    RuleKeys.Keys keys = new RuleKeys.Keys();
    putCalls(keys, tracing, kind);
    keys.put("spans", tracing.recorded() ? OnOff.ON : OnOff.OFF);
    return keys.map;
  }

  static Map<String, Object> ofFile(Trace trace, Secret secret) {
    RuleKeys.Keys keys = new RuleKeys.Keys();
    putCalls(keys, trace.calls(), null);
    keys.putList("read", trace.read());
    keys.put("sampled", Written.percentage(trace.sampled()));
    if (trace.addresses() != null) {
      keys.map.put("accept-from", trace.addresses().texts());
    }
    putPatterns(keys, "accept-messages-of", trace.destinations());
    keys.put("logs", trace.logged());
    if (trace.spans() != null) {
      putSpans(keys.section("spans"), trace.spans(), secret);
    }
    return keys.map;
  }

  /**
   * @param kind null for all
   */
  private static void putCalls(RuleKeys.Keys keys, Tracing tracing, Kind kind) {
    keys.put("mode", tracing.mode().word());
    keys.putList("write", tracing.write());
    putPatterns(keys, "tracestate", tracing.tracestate());
    putPatterns(keys, "baggage", tracing.baggage());
    keys.put("sql", kind == null || kind == Kind.JDBC ? tracing.sql() : null);
    keys.put("redis", kind == null || kind == Kind.MESSAGING ? tracing.redis() : null);
  }

  private static void putPatterns(RuleKeys.Keys keys, String key, Patterns patterns) {
    if (patterns != null) {
      keys.map.put(key, patterns.texts());
    }
  }

  private static void putSpans(RuleKeys.Keys keys, Spans spans, Secret secret) {
    keys.put("endpoint", secret.hide(spans.endpoint()));
    keys.put("service", spans.service());
    keys.putList("headers", pairs(spans.headers(), ": ", secret));
    keys.putList("resource", pairs(spans.resource(), "=", Secret.NONE));
    keys.put("queue", spans.queue());
    keys.put("batch", spans.batch());
    keys.put("interval", Written.time(spans.intervalNanos()));
  }

  static Map<String, Object> of(Deadline deadline) {
    RuleKeys.Keys keys = new RuleKeys.Keys();
    keys.map.put("headers", deadline.headers());
    keys.putTime("default", deadline.defaultNanos());
    keys.putText("forward", deadline.forward());
    return keys.map;
  }

  static List<String> pairs(List<String> namesAndValues, String between, Secret secret) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      pairs.add(namesAndValues.get(i) + between + secret.hide(namesAndValues.get(i + 1)));
    }
    return pairs;
  }
}
