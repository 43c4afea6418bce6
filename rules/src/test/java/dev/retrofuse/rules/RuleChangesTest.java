package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleChangesTest {
  private static RuleSet read(String text) {
    RuleFileResult result = RuleFile.parse("f", text, "e", Map.of("A", "30%", "B", "tiger"));
    assertEquals(List.of(), result.problems());
    return result.ruleSet();
  }

  private static String rule(String name, String keys) {
    return "  - { name: " + name + ", match: { http: {} }, " + keys + " }\n";
  }

  private static List<String> changes(String before, String after) {
    return RuleChanges.between(read(before), read(after));
  }

  @Test
  void areRulesThatCameAndWent() {
    assertEquals(
        List.of("added 'c'", "removed 'a'"),
        changes(
            "rules:\n" + rule("a", "breaker: {}") + rule("b", "breaker: {}"),
            "rules:\n" + rule("b", "breaker: {}") + rule("c", "breaker: {}")));
    assertEquals(
        List.of("added 'a'"),
        RuleChanges.between(RuleSet.empty(), read("rules:\n" + rule("a", "breaker: {}"))));
  }

  @Test
  void areKeysWithOldAndNewValues() {
    String before =
        rule("a", "breaker: { window: 10s, failure-rate: 50% }, mode: observe")
            + rule("b", "breaker: {}");
    String after =
        rule("a", "breaker: { failure-rate: '${A}', window: 10s }, bulkhead: { max-concurrent: 2 }")
            + rule("b", "breaker: {}, observe: [breaker, throttle]");
    assertEquals(
        List.of(
            "'a' breaker.failure-rate 50% -> ${A}, mode observe -> (none), bulkhead.max-concurrent"
                + " (none) -> 2",
            "'b' observe (none) -> [breaker, throttle]",
            "trace.mode pass -> join, deadline (none) -> {}"),
        changes(
            "rules:\n" + before + "trace: { mode: pass }\n",
            "rules:\n" + after + "trace: { mode: join }\ndeadline: {}\n"));
  }

  @Test
  void areNoneWhereOnlyTheSpellingIsDifferent() {
    assertEquals(
        List.of(),
        changes(
            "rules:\n" + rule("a", "breaker: { window: 10s }"),
            "# more\nrules:\n" + rule("a", "breaker: { window: 10.0s }")));
  }

  @Test
  void areTheOrder() {
    String a = rule("a", "breaker: {}");
    String b = rule("b", "breaker: {}");
    assertEquals(List.of("the order of rules"), changes("rules:\n" + a + b, "rules:\n" + b + a));
  }

  @Test
  void areThoseOfAnOverlay() {
    String base = "rules:\n" + rule("a", "breaker: {}") + "overlays: { e: { change: { a: { mode: ";
    assertEquals(
        List.of("'a' mode observe -> enforce"),
        changes(base + "observe } } } }", base + "enforce } } } }"));
  }

  @Test
  void showNoHeadersAndNoVariables() {
    String before =
        "rules: []\ntrace: { mode: join, spans: { endpoint: 'http://a', headers: 'Authorization: x' } }\n";
    String after =
        "rules: []\ntrace: { mode: join, spans: { endpoint: 'http://${B}', headers: 'Authorization: y' } }\n";
    assertEquals(
        List.of("trace.spans.endpoint http://a -> http://${B}, trace.spans.headers *** -> ***"),
        changes(before, after));
  }

  @Test
  void areBounded() {
    StringBuilder rules = new StringBuilder("rules:\n");
    for (int i = 0; i < 70; i++) {
      rules.append(rule("r" + i, "breaker: {}"));
    }
    List<String> changes = changes("rules: []", rules.toString());
    assertEquals(51, changes.size());
    assertEquals("and 20 more", changes.get(50));
    String body = "fallback: { response: { status: 200, body: ";
    List<String> one =
        changes(
            "rules:\n" + rule("a", "breaker: {}, " + body + "b } }"),
            "rules:\n" + rule("a", "breaker: {}, " + body + "c".repeat(5000) + " } }"));
    assertTrue(one.get(0).length() < 150, one.toString());
  }
}
