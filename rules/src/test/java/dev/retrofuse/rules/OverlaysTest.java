package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlaysTest {
  private static final String BASE =
      """
      rules:
        - name: payments
          match: { http: { host: pay.example, path: /v1/** } }
          mode: observe
          breaker: &usual { window: 10s, failure-rate: 50% }
          bulkhead: { max-concurrent: 20 }
        - name: orders
          match: { http: { host: orders.example } }
          breaker: *usual
      trace: { mode: join, baggage: [tenant] }
      """;

  private static final String OVERLAYS =
      """
      overlays:
        production:
          change:
            payments:
              mode: null
              match: { http: { host: [pay1.example, pay2.example] } }
              breaker: { failure-rate: 30%, jitter: 5% }
              bulkhead: ~
          rules:
            - { name: extra, match: { http: { host: pay1.example } }, breaker: {} }
          trace: { baggage: [] }
          deadline: {}
        staging:
          change:
            orders: null
        test: {}
      """;

  private static RuleSet read(String text, String environment) {
    RuleFileResult result = RuleFile.parse("f", text, environment, null);
    assertEquals(List.of(), result.problems());
    return result.ruleSet();
  }

  private static List<String> names(RuleSet rules) {
    return rules.rules().stream().map(Rule::name).toList();
  }

  private static void assertProblems(String text, String environment, String... problems) {
    RuleFileResult result = RuleFile.parse("f", text, environment, null);
    assertNull(result.ruleSet());
    assertEquals(
        List.of(problems), result.problems().stream().map(p -> p.toString().substring(2)).toList());
  }

  @Test
  void changesRulesByName() {
    RuleSet rules = read(BASE + OVERLAYS, "production");
    assertEquals(List.of("extra", "payments", "orders"), names(rules));
    Rule payments = rules.rules().get(1);
    assertEquals(Mode.ENFORCE, payments.mode());
    assertEquals(
        "http: {host: [pay1.example, pay2.example], path: /v1/**}", payments.match().toString());
    assertEquals(0.3, payments.breaker().failureRate());
    assertEquals(0.05, payments.breaker().jitter());
    assertEquals(Window.time(10 * Durations.SECOND), payments.breaker().window());
    assertNull(payments.limits().bulkhead());
    assertEquals(2, payments.line());
    assertEquals(0.5, rules.rules().get(2).breaker().failureRate(), "an alias of what was changed");
    assertEquals(TraceMode.JOIN, rules.trace().calls().mode());
    assertTrue(rules.deadline() != null);
    assertEquals("production", rules.environment());
    assertTrue(rules.isOverlaid());
  }

  @Test
  void takesRulesAway() {
    assertEquals(List.of("payments"), names(read(BASE + OVERLAYS, "staging")));
  }

  @Test
  void appliesNoneWithoutEnvironmentAndAnEmptyOne() {
    RuleSet plain = read(BASE, null);
    for (String environment : new String[] {null, "", "test"}) {
      RuleSet rules = read(BASE + OVERLAYS, environment);
      assertEquals(plain, rules);
      assertEquals("test".equals(environment), rules.isOverlaid());
    }
    RuleSet none = read(BASE, "production");
    assertEquals("production", none.environment());
    assertFalse(none.isOverlaid());
  }

  @Test
  void anEnvironmentWithoutOverlayIsAProblemWhereOthersHaveOne() {
    assertProblems(
        BASE + OVERLAYS,
        "prodution",
        "11:1: no overlay for the environment 'prodution'; allowed: production, staging or test; did"
            + " you mean 'production'?");
    assertProblems(
        BASE + OVERLAYS,
        "elsewhere",
        "11:1: no overlay for the environment 'elsewhere'; allowed: production, staging or test; add"
            + " elsewhere: {} if there is nothing to change");
  }

  @Test
  void doesNotSilentlyDoNothing() {
    // Whichever environment is chosen.
    assertProblems(
        BASE + "overlays:\n  a: { change: { payment: { mode: null }, x: {}, orders: 1 } }\n",
        null,
        "12:18: no rule is called 'payment'; did you mean 'payments'?",
        "12:43: no rule is called 'x'; new rules stand under rules",
        "12:58: 'orders': '1'; allowed: keys with values, or null; write the keys that are different");
    assertProblems(
        BASE + "overlays:\n  a: { chnage: {} }\n  b: 1\n  c:\n  a: {}\n",
        null,
        "12:8: unknown key 'chnage'; allowed: change, rules, trace, deadline, metrics, log or faults; did you mean"
            + " 'change'?",
        "13:6: b: '1'; allowed: keys with values; write the keys below it, further indented, or in"
            + " braces",
        "14:5: c without a value; allowed: keys with values; write {} for no keys, or remove the key",
        "15:3: 'a' again; remove it here or in line 12");
    assertProblems(
        BASE
            + "overlays:\n  a: { change: { orders: { breaker: { windw: null }, mode: null, name: x } } }\n",
        "a",
        "12:39: 'windw' taken away where it is not; did you mean 'window'?",
        "12:54: 'mode' taken away where it is not; remove this line",
        "12:66: a rule's name changed; remove it: messages call the rule by it");
  }

  @Test
  void problemsOfWhatIsChangedStandInTheOverlay() {
    assertProblems(
        BASE
            + "overlays:\n  a:\n    change:\n      orders:\n        breaker: { window: 1, window: 2s,"
            + " failur-rate: 3 }\n        mode: [x]\n",
        "a",
        "15:28: window: '1'; allowed: a time from 1s to 1h, or 1 to 10000 calls; write a time such as"
            + " 10s, or a count such as 100 calls",
        "15:31: 'window' again; remove it here or in line 15",
        "15:43: unknown key 'failur-rate'; allowed: window, minimum-calls, failure-rate, slow-call,"
            + " slow-call-rate, slow-call-times, open-wait, max-open-wait, back-off, jitter,"
            + " trial-calls, in-flight, recovery, consecutive-failures, confidence, by, member,"
            + " most-keys or max-refused; did you mean 'failure-rate'?",
        "16:15: mode: a list; allowed: enforce or observe; write one value");
  }

  @Test
  void mayStandInAnotherFile(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("main.yaml"), "include: [b.yaml, a.yaml]\n" + BASE);
    Files.writeString(folder.resolve("a.yaml"), OVERLAYS);
    Files.writeString(
        folder.resolve("b.yaml"),
        "overlays: { production: { change: { orders: { mode: observe } } } }");
    RuleFileResult result = RuleFile.read(folder.resolve("main.yaml").toFile(), "production");
    assertEquals(List.of(), result.problems());
    assertEquals(List.of("production", "staging", "test"), result.environments());
    assertEquals(Mode.OBSERVE, result.ruleSet().rules().get(2).mode());
    assertEquals(List.of("extra", "payments", "orders"), names(result.ruleSet()));
    Files.writeString(
        folder.resolve("b.yaml"),
        "overlays: { production: { trace: {}, change: { payments: {} } } }");
    List<Problem> problems = RuleFile.read(folder.resolve("main.yaml").toFile(), null).problems();
    assertEquals(
        List.of(
            "'payments' changed for this environment again; remove it here or in "
                + folder.resolve("b.yaml")
                + ":1",
            "'trace' changed for this environment again; remove it here or in "
                + folder.resolve("b.yaml")
                + ":1"),
        problems.stream().map(Problem::message).toList());
  }

  @Test
  void mayBeAllThatBringsRules() {
    String text =
        "trace: { mode: pass }\noverlays: { a: { rules: [{ name: x, match: { http: {} }, breaker: {} }] } }\n";
    assertEquals(List.of("x"), names(read(text, "a")));
    assertEquals(List.of(), names(read(text, null)));
  }
}
