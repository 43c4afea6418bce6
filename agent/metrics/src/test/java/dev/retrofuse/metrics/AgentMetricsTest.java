package dev.retrofuse.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.operations.RealView;
import dev.retrofuse.rules.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgentMetricsTest extends MetricsFixture {
  private static final String RULE =
      """
      rules:
        - name: pay
          match: { http: { host: '**' } }
          breaker: { minimum-calls: 2, window: 10 calls }
          bulkhead: { max-concurrent: 7 }
          retry: {}
      metrics: { keys: 2 }
      """;

  private final AgentMetrics metrics = metrics(true);

  private AgentMetrics metrics(boolean durations) {
    return new AgentMetrics(view, source, new Metrics(2, durations, null, null));
  }

  /** Values by name and attributes: {@code retrofuse.calls[retrofuse.rule, pay, ...]}. */
  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    for (Metric metric : metrics.take()) {
      metric.numbers().forEach((key, value) -> values.put(metric.name + key, value));
    }
    return values;
  }

  private static String of(String name, String key, String... more) {
    List<String> attributes = new java.util.ArrayList<>(List.of("retrofuse.rule", "pay"));
    attributes.addAll(List.of("retrofuse.key", key));
    attributes.addAll(List.of(more));
    return "retrofuse." + name + attributes;
  }

  private static String calls(String key, String outcome) {
    return of("calls", key, "retrofuse.kind", "http", "retrofuse.outcome", outcome);
  }

  @Test
  void callsAreToldByWhatCameOfThem() {
    apply(RULE);
    RealView.call("a", false);
    RealView.call("a", true);
    RealView.call("a", true); // refused: the breaker is open
    Map<String, Double> values = values();
    assertEquals(1, values.get(calls("a:80", "success")));
    assertEquals(1, values.get(calls("a:80", "failure")));
    assertEquals(1, values.get(of("refusals", "a:80", "retrofuse.policy", "breaker")));
    assertEquals(0, values.get(of("refusals", "a:80", "retrofuse.policy", "bulkhead")));
    assertEquals(1, values.get(of("breaker.state", "a:80", "retrofuse.breaker.state", "open")));
    assertEquals(0, values.get(of("breaker.state", "a:80", "retrofuse.breaker.state", "closed")));
    assertEquals(7, values.get(of("concurrent_calls_limit", "a:80")));
    assertEquals(0, values.get(of("retries", "a:80")));
  }

  @Test
  void theAgentIsToldOf() {
    Map<String, Double> values = values();
    String version = "[retrofuse.version, " + view.version() + "]";
    assertEquals(1, values.get("retrofuse.agent.on" + version));
    assertEquals(2, values.get("retrofuse.agent.faults[]"));
    assertEquals(2, values.get("retrofuse.trace.dropped_contexts[retrofuse.reason, invalid]"));
    assertEquals(7, values.get("retrofuse.spans.ended[retrofuse.outcome, sent]"));
    assertEquals(3, values.get("retrofuse.agent.woven_classes[]"));
    view.off();
    assertEquals(0, values().get("retrofuse.agent.on" + version));
  }

  @Test
  void furtherKeysAreCountedTogetherAndNoneChangesItsName() {
    apply(RULE);
    RealView.call("m", false);
    RealView.call("n", false);
    values();
    RealView.call("a", true);
    RealView.call("z", true);
    RealView.call("z", true);
    Map<String, Double> values = values();
    assertEquals(1, values.get(calls("m:80", "success")));
    assertEquals(1, values.get(calls("n:80", "success")));
    assertEquals(3, values.get(calls("(other)", "failure")));
    assertFalse(values.containsKey(calls("a:80", "failure")));
    assertEquals(1, values.get(of("breaker.state", "(other)", "retrofuse.breaker.state", "open")));
    assertEquals(
        1, values.get(of("breaker.state", "(other)", "retrofuse.breaker.state", "closed")));
    assertEquals(14, values.get(of("concurrent_calls_limit", "(other)")));
  }

  @Test
  void partsOfAKeyHaveAStateAndNoCallsOfTheirOwn() {
    apply(
        """
        rules:
          - name: pay
            match: { http: { host: '**' } }
            breaker: { by: route, minimum-calls: 1 }
        """);
    RealView.call("a", true);
    Map<String, Double> values = values();
    assertEquals(1, values.get(calls("a:80", "failure")));
    assertTrue(
        values.keySet().stream().filter(name -> name.startsWith("retrofuse.calls")).count() == 2);
  }

  private static boolean tellsDurations(AgentMetrics metrics) {
    return metrics.take().stream().anyMatch(each -> each.name.equals("retrofuse.call.duration"));
  }

  @Test
  void durationsAreThereOnlyWhereTheRulesAskForThem() {
    apply(RULE);
    view.lookedOn(true);
    RealView.call("a", false);
    assertTrue(tellsDurations(metrics));
    assertFalse(tellsDurations(metrics(false)), "it would come and go with who looks on");
  }
}
