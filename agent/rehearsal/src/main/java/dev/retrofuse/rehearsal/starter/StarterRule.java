package dev.retrofuse.rehearsal.starter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule for the calls to one place, and what was seen of them. */
final class StarterRule {
  static final String MODE = "observe";

  private final String name;
  private final Seen seen;
  private final Figures figures;

  /**
   * @param seconds for how long it was looked
   */
  StarterRule(String name, Seen seen, double seconds) {
    this.name = name;
    this.seen = seen;
    figures = new Figures(seen, seconds);
  }

  String name() {
    return name;
  }

  Seen seen() {
    return seen;
  }

  double perSecond() {
    return figures.perSecond();
  }

  /** The kind of call, and under it the conditions, as a rule file has them. */
  Map<String, Map<String, String>> match() {
    Map<String, String> conditions = new LinkedHashMap<>();
    switch (seen.kind()) {
      case "http":
        int colon = seen.destination().lastIndexOf(':');
        conditions.put("host", seen.destination().substring(0, colon));
        conditions.put("port", seen.destination().substring(colon + 1));
        break;
      case "jdbc":
        conditions.put("url", seen.url());
        if (seen.borrows()) {
          conditions.put("operation", "BORROW");
        }
        break;
      default:
        conditions.put("system", seen.url());
        conditions.put("destination", seen.destination());
    }
    return Collections.singletonMap(seen.kind(), conditions);
  }

  /** The policies, and under each its keys, as a rule file has them. */
  Map<String, Map<String, Figure>> policies() {
    Map<String, Map<String, Figure>> policies = new LinkedHashMap<>();
    policies.put("breaker", breaker());
    policies.put(
        "bulkhead",
        Collections.singletonMap(
            "max-concurrent",
            new Figure(
                figures.maxConcurrent(),
                "twice the most that were under way at a time, at least 10")));
    if (figures.timeOut() != null) {
      Figure call = new Figure(figures.timeOut(), "ten times the p99 that was seen, at least 1s");
      policies.put("time-out", Collections.singletonMap("call", call));
    }
    return policies;
  }

  private Map<String, Figure> breaker() {
    Map<String, Figure> breaker = new LinkedHashMap<>();
    breaker.put("window", new Figure(figures.window(), figures.windowWhy()));
    breaker.put(
        "minimum-calls",
        new Figure(
            figures.minimumCalls(), "half of what the window holds in a hang, from 10 to 100"));
    breaker.put(
        "failure-rate",
        new Figure(
            figures.failureRate() + "%",
            Figures.round(figures.failedPercent()) + "% failed while it was looked at"));
    String slow = figures.slowCall();
    breaker.put(
        "slow-call",
        new Figure(
            slow,
            slow == null
                ? "no call has ended"
                : "three times the p99 that was seen, at least 100ms"));
    return breaker;
  }

  /** {@code rule} as in a rule file, {@code why} its figures are so, and what was {@code seen}. */
  Map<String, Object> json() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("name", name);
    rule.put("match", match());
    rule.put("mode", MODE);
    Map<String, Object> why = new LinkedHashMap<>();
    policies()
        .forEach(
            (policy, keys) -> {
              Map<String, Object> said = new LinkedHashMap<>();
              keys.forEach(
                  (key, figure) -> {
                    why.put(policy + "." + key, figure.why());
                    if (figure.value() != null) {
                      said.put(key, figure.value());
                    }
                  });
              rule.put(policy, said);
            });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", rule);
    json.put("why", why);
    json.put("seen", seenJson());
    return json;
  }

  private Map<String, Object> seenJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("calls", Math.round(seen.calls()));
    json.put("perSecond", figures.perSecond());
    json.put("failures", Math.round(seen.failures()));
    json.put("mostAtOnce", Math.round(seen.atOnce()));
    json.put("p99Millis", seen.p99Millis());
    List<Object> operations = new ArrayList<>(seen.operations());
    json.put("operations", operations);
    return json;
  }
}
