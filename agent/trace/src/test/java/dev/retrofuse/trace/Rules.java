package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hook under rules, given and asked for headers by name. */
final class Rules {
  private final RuleSet rules;
  final TraceCounts counts = new TraceCounts();
  final TraceHook hook;

  /** The keys of the section {@code trace}. */
  Rules(String trace) {
    this(trace, "");
  }

  /** The same, and those of a rule's own section. */
  Rules(String trace, String own) {
    String rule =
        "rules:\n  - name: r\n    match: { http: { host: h } }\n    breaker: {}\n    trace: { ";
    RuleFileResult result =
        RuleFile.parse("test.yaml", "trace: { " + trace + " }\n" + rule + own + " }\n");
    assertEquals(List.of(), result.problems());
    rules = result.ruleSet();
    hook = new TraceHook(rules.trace(), counts);
  }

  /** What a request with these headers brings; names and values in turns. */
  RetrofuseContext in(String... headers) {
    Object[] values = hook.fields().clone();
    for (int i = 0; i < values.length; i++) {
      Object name = values[i];
      values[i] = null;
      for (int h = 0; h < headers.length; h += 2) {
        values[i] = headers[h].equals(name) ? headers[h + 1] : values[i];
      }
    }
    return hook.extract(values);
  }

  /** What a call is told then that no rule speaks of. */
  Map<String, String> out(RetrofuseContext context) {
    return map(hook.inject(context, null));
  }

  /** The same for a call of the rule. */
  Map<String, String> outByRule(RetrofuseContext context) {
    return map(hook.inject(context, rules.rules().get(0).tracing()));
  }

  private static Map<String, String> map(RetrofuseContext headers) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; headers != null && i < headers.size(); i++) {
      map.put(headers.name(i), headers.value(i));
    }
    return map;
  }
}
