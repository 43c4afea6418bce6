package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes two rules the same decides which breakers keep their state when a file is edited. */
class ModelTest {
  private static final String[] RULES = {
    "name: x, match: { http: {} }, breaker: {}",
    "name: y, match: { http: {} }, breaker: {}",
    "name: x, match: { http: { host: a } }, breaker: {}",
    "name: x, match: { http: { host: [a, b] } }, breaker: {}",
    "name: x, match: { http: { path: /a } }, breaker: {}",
    "name: x, match: { http: { method: a } }, breaker: {}",
    "name: x, match: { http: { port: 80 } }, breaker: {}",
    "name: x, match: { http: { port: 80-81 } }, breaker: {}",
    "name: x, match: { jdbc: {} }, breaker: {}",
    "name: x, match: { jdbc: { url: 'jdbc:a' } }, breaker: {}",
    "name: x, match: { jdbc: { database: a } }, breaker: {}",
    "name: x, match: { jdbc: { operation: a } }, breaker: {}",
    "name: x, match: { jdbc: { table: a } }, breaker: {}",
    "name: x, match: { messaging: {} }, breaker: {}",
    "name: x, match: { messaging: { system: a } }, breaker: {}",
    "name: x, match: { messaging: { destination: a } }, breaker: {}",
    "name: x, match: { messaging: { operation: a } }, breaker: {}",
    "name: x, match: { http: {} }, breaker: {}, scope: rule",
    "name: x, match: { http: {} }, breaker: {}, mode: observe",
    "name: x, match: { http: {} }, breaker: {}, bulkhead: { max-concurrent: 5 }",
    "name: x, match: { http: {} }, breaker: {}, bulkhead: { max-concurrent: 6 }",
    "name: x, match: { http: {} }, bulkhead: { max-concurrent: 5 }",
    "name: x, match: { http: {} }, breaker: { window: 11s }",
    "name: x, match: { http: {} }, breaker: { window: 11 calls }",
    "name: x, match: { http: {} }, breaker: { minimum-calls: 11 }",
    "name: x, match: { http: {} }, breaker: { failure-rate: 51% }",
    "name: x, match: { http: {} }, breaker: { slow-call: 1s }",
    "name: x, match: { http: {} }, breaker: { slow-call: 1s, slow-call-rate: 51% }",
    "name: x, match: { http: {} }, breaker: { open-wait: 6s }",
    "name: x, match: { http: {} }, breaker: { back-off: 3 }",
    "name: x, match: { http: {} }, breaker: { max-open-wait: 31s }",
    "name: x, match: { http: {} }, breaker: { jitter: 21% }",
    "name: x, match: { http: {} }, breaker: { trial-calls: 4 }",
    "name: x, match: { http: {} }, breaker: { recovery: at-once }",
    "name: x, match: { http: {} }, breaker: { consecutive-failures: 5 }",
    "name: x, match: { http: {} }, breaker: { confidence: 95% }",
    "name: x, match: { http: {} }, breaker: { max-refused: 90% }",
    "name: x, match: { http: {} }, breaker: { in-flight: ignore }",
    "name: x, match: { http: {} }, breaker: { by: route }",
    "name: x, match: { http: {} }, breaker: { by: baggage, member: a }",
    "name: x, match: { http: {} }, breaker: { by: baggage, member: b }",
    "name: x, match: { http: {} }, breaker: { by: header, member: b }",
    "name: x, match: { http: {} }, breaker: { slow-call-times: 3 }",
    "name: x, match: { http: {} }, bulkhead: { max-concurrent: 1 }, priority: { header: a }",
    "name: x, match: { http: {} }, bulkhead: { max-concurrent: 1 }, priority: { baggage: a }",
    "name: x, match: { http: {} }, breaker: { by: route, most-keys: 5 }",
    "name: x, match: { http: {} }, breaker: {}, enforce: 5%",
    "name: x, match: { http: {} }, breaker: {}, priority: {}",
    "name: x, match: { http: {} }, breaker: {}, priority: { class: low }",
    "name: x, match: { http: {} }, breaker: {}, priority: { baggage: class }",
    "name: x, match: { http: {} }, breaker: {}, priority: { low: 10% }",
    "name: x, match: { http: {} }, breaker: {}, observe: breaker",
    "name: x, match: { http: {} }, rate-limit: { rate: 100/s }",
    "name: x, match: { http: {} }, rate-limit: { rate: 100/m }",
    "name: x, match: { http: {} }, rate-limit: { rate: 100/s, burst: 5 }",
    "name: x, match: { http: {} }, concurrency-limit: {}",
    "name: x, match: { http: {} }, concurrency-limit: { algorithm: gradient2 }",
    "name: x, match: { http: {} }, concurrency-limit: { initial: 10 }",
    "name: x, match: { http: {} }, concurrency-limit: { min: 3 }",
    "name: x, match: { http: {} }, concurrency-limit: { max: 300 }",
    "name: x, match: { http: {} }, throttle: {}",
    "name: x, match: { http: {} }, throttle: { window: 10s }",
    "name: x, match: { http: {} }, throttle: { ratio: 1.5 }",
    "name: x, match: { http: {} }, throttle: { most: 80% }",
    "name: x, match: { http: {} }, throttle: { minimum-calls: 1 }",
    "name: x, match: { http: {} }, retry: {}",
    "name: x, match: { http: {} }, breaker: {}, retry: {}",
    "name: x, match: { http: {} }, retry: { attempts: 2 }",
    "name: x, match: { http: {} }, retry: { back-off: 1ms }",
    "name: x, match: { http: {} }, retry: { max-back-off: 2s }",
    "name: x, match: { http: {} }, retry: { budget: 20% }",
    "name: x, match: { http: {} }, retry: { budget-floor: 0/s }",
    "name: x, match: { http: {} }, retry: { calls: all }",
    "name: x, match: { http: {} }, retry: { statuses: 503 }",
    "name: x, match: { http: {} }, breaker: {}, failures: { statuses: 503 }",
    "name: x, match: { http: {} }, breaker: {}, failures: { exceptions: a.B }",
    "name: x, match: { http: {} }, breaker: {}, failures: { ignore-exceptions: a.B }",
    "name: x, match: { jdbc: {} }, breaker: {}, failures: { sql-states: '08' }",
    "name: x, match: { jdbc: {} }, breaker: {}, failures: { ignore-sql-states: '08' }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { for: failed, exception: library }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { response: { status: 200 } }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { response: { status: 404 } }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { response: { status: 200, body: x } }",
    "name: x, match: { http: {} }, breaker: {},"
        + " fallback: { response: { status: 200, headers: 'A: b' } }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { last-good: {} }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { last-good: { max-age: 1s } }",
    "name: x, match: { http: {} }, breaker: {}, fallback: { last-good: { max-size: 1KB } }",
    "name: x, match: { jdbc: {} }, breaker: {}, fallback: { empty-result: true }",
    "name: x, match: { jdbc: {} }, breaker: {}, fallback: { replica: 'jdbc:x:y' }",
    "name: x, match: { jdbc: {} }, breaker: {}, fallback: { replica: 'jdbc:x:z' }",
    "name: x, match: { messaging: {} }, breaker: {}, fallback: { drop: true }",
  };

  @Test
  void rulesAreEqualWhenNothingDiffers() {
    for (String one : RULES) {
      for (String other : RULES) {
        if (one.equals(other)) {
          assertEquals(rule(one), rule("# elsewhere\n", other));
          assertEquals(rule(one).hashCode(), rule("# elsewhere\n", other).hashCode());
        } else {
          assertNotEquals(rule(one), rule(other), one + " / " + other);
        }
      }
    }
  }

  @Test
  void rulesSayWhatTheyGuard() {
    assertEquals("x (http: {})", rule(RULES[0]).toString());
    assertEquals(
        "x (http: {method: GET, host: [a, b], port: 80-81, 443, path: /a})",
        rule("name: x, match: { http: { method: GET, host: [a, b], port: [80-81, 443],"
                + " path: /a } }, breaker: {}")
            .toString());
  }

  @Test
  void listsCannotBeChanged() {
    RuleSet rules = RuleSet.of(new ArrayList<>(List.of(rule(RULES[0]))));
    assertThrows(UnsupportedOperationException.class, () -> rules.rules().clear());
    assertThrows(
        UnsupportedOperationException.class,
        () -> rules.rules().get(0).failures().exceptions().add("x"));
    assertEquals(TraceMode.PASS, rules.trace().calls().mode());
  }

  @Test
  void scopesSuitKinds() {
    for (Kind kind : Kind.values()) {
      assertTrue(Scope.defaultOf(kind).suits(kind));
      assertTrue(Scope.RULE.suits(kind));
    }
    assertTrue(Scope.HOST.suits(Kind.JDBC));
    assertEquals(Scope.DATABASE, Scope.defaultOf(Kind.JDBC));
  }

  private static Rule rule(String keys) {
    return rule("", keys);
  }

  private static Rule rule(String before, String keys) {
    RuleFileResult result = RuleFile.parse("f", before + "rules:\n - { " + keys + " }");
    assertEquals(List.of(), result.problems());
    return result.ruleSet().rules().get(0);
  }
}
