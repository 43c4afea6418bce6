package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules as a rule file, with every default written out: what was read comes back as it was. */
public final class RuleWriter {
  private final Secret secret;

  /**
   * @param secret hides what the reader must not see; hidden values are not read as they were
   */
  public RuleWriter(Secret secret) {
    this.secret = secret;
  }

  /** A rule file in one text, to be read by {@link RuleFile#parse}. */
  public String text(RuleSet rules) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> key : top(rules).entrySet()) {
      YamlText.append(text, key.getKey(), key.getValue(), 0);
    }
    if (rules.rules().isEmpty()) {
      return text.append("rules: []\n").toString();
    }
    text.append("rules:\n");
    for (Rule rule : rules.rules()) {
      YamlText.appendItem(text, new RuleKeys(secret).of(rule));
    }
    return text.toString();
  }

  /** What a file says beside its rules. */
  private Map<String, Object> top(RuleSet rules) {
    RuleKeys.Keys keys = new RuleKeys.Keys();
    List<String> drills = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      if (rule.fault() != null) {
        drills.add(rule.name());
      }
    }
    keys.putList("faults", drills);
    keys.put("deadline", rules.deadline() == null ? null : TraceKeys.of(rules.deadline()));
    keys.put("metrics", rules.metrics() == null ? null : MetricsKeys.of(rules.metrics(), secret));
    keys.put("log", rules.log() == null ? null : MetricsKeys.of(rules.log()));
    keys.put("trace", TraceKeys.ofFile(rules.trace(), secret));
    return keys.map;
  }

  /** The same as texts by key, such as {@code trace.mode}; {@code {}} for an empty section. */
  public Map<String, String> topKeys(RuleSet rules) {
    return flat(top(rules));
  }

  /** What a rule says as texts by key, such as {@code breaker.minimum-calls}. */
  public Map<String, String> keys(Rule rule) {
    return flat(new RuleKeys(secret).of(rule));
  }

  private static Map<String, String> flat(Map<String, Object> keys) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", keys, flat);
    return flat;
  }

  @SuppressWarnings("unchecked")
  private static void flatten(String path, Object value, Map<String, String> flat) {
    if (!(value instanceof Map) || ((Map<?, ?>) value).isEmpty()) {
      flat.put(path, YamlText.of(value));
      return;
    }
    for (Map.Entry<String, Object> each : ((Map<String, Object>) value).entrySet()) {
      flatten((path.isEmpty() ? "" : path + ".") + each.getKey(), each.getValue(), flat);
    }
  }
}
