package dev.retrofuse.rules;

import java.util.Map;

/** What the sections {@code metrics} and {@code log} say, as {@link RuleKeys}. */
final class MetricsKeys {
  private MetricsKeys() {}

  static Map<String, Object> of(Metrics metrics, Secret secret) {
    RuleKeys.Keys keys = new RuleKeys.Keys();
    keys.put("keys", metrics.keys());
    keys.put("durations", metrics.durations() ? OnOff.ON : OnOff.OFF);
    if (metrics.prometheus() != null) {
      RuleKeys.Keys prometheus = keys.section("prometheus");
      prometheus.put("port", metrics.prometheus().port());
      prometheus.put("host", metrics.prometheus().host());
    }
    if (metrics.otlp() != null) {
      putOtlp(keys.section("otlp"), metrics.otlp(), secret);
    }
    return keys.map;
  }

  private static void putOtlp(RuleKeys.Keys keys, Metrics.Otlp otlp, Secret secret) {
    keys.put("endpoint", secret.hide(otlp.endpoint()));
    keys.put("service", otlp.service());
    keys.putList("headers", TraceKeys.pairs(otlp.headers(), ": ", secret));
    keys.putList("resource", TraceKeys.pairs(otlp.resource(), "=", Secret.NONE));
    keys.put("interval", Written.time(otlp.intervalNanos()));
  }

  static Map<String, Object> of(LogFile log) {
    RuleKeys.Keys keys = new RuleKeys.Keys();
    keys.put("file", log.path());
    keys.put("max-size", Written.size(log.maxBytes()));
    keys.put("keep", log.keep());
    return keys.map;
  }
}
