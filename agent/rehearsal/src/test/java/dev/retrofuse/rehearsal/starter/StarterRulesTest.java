package dev.retrofuse.rehearsal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Rules to begin with: valid whatever was seen, and with thresholds that what was seen keeps to.
 */
class StarterRulesTest {
  private static Map<String, Object> call(
      String kind, String url, String destination, String operation, Object... figures) {
    Map<String, Object> call = new HashMap<>();
    call.put("kind", kind);
    call.put("url", url);
    call.put("destination", destination);
    call.put("operation", operation);
    call.put("object", "/a");
    call.put("callers", List.of("com.example.Shop"));
    call.put("calls", figures[0]);
    call.put("failures", figures[1]);
    call.put("mostAtOnce", figures[2]);
    call.put("p99Millis", figures[3]);
    return call;
  }

  @SafeVarargs
  private static String text(Map<String, Object>... calls) {
    return StarterRules.of(Map.of("seconds", 60.0, "calls", Arrays.asList(calls))).yaml();
  }

  private static RuleSet rules(String text) {
    RuleFileResult result = RuleFile.parse("starter.yaml", text);
    assertEquals(List.of(), result.problems(), text);
    return result.ruleSet();
  }

  @Test
  void figuresFollowWhatWasSeen() {
    String text =
        text(
            call("http", null, "pay.example:443", "POST", 600L, 180L, 12L, 420.0),
            call("http", null, "pay.example:443", "GET", 600L, 0L, 4L, 20.0));
    Rule rule = rules(text).rules().get(0);
    assertEquals(Mode.OBSERVE, rule.mode());
    assertEquals("http pay.example:443", rule.name());
    // Sixteen places, each taken for 5 s by a call that hangs, make 32 calls in the window.
    assertEquals(16, rule.breaker().minimumCalls(), text);
    assertEquals(0.5, rule.breaker().failureRate(), text);
    assertEquals(2_000_000_000L, rule.breaker().slowCallNanos(), text);
    assertEquals(32, rule.limits().bulkhead().maxConcurrent(), text);
    assertEquals(5_000_000_000L, rule.limits().timeOut().callNanos(), text);
    for (String why :
        List.of(
            "window: 10s                # holds about 200 calls at the rate that was seen",
            "failure-rate: 50%          # 15.0% failed while it was looked at",
            "slow-call: 2s              # three times the p99 that was seen, at least 100ms",
            "#   POST /a [com.example.Shop]")) {
      assertTrue(text.contains(why), text);
    }
  }

  @Test
  void fewCallsGetLongerWindows() {
    String text = text(call("messaging", "kafka", "orders", "send", 30L, 20L, 1L, 5.0));
    Rule rule = rules(text).rules().get(0);
    assertEquals(15, rule.breaker().minimumCalls());
    assertEquals(0.9, rule.breaker().failureRate());
    assertEquals(100_000_000L, rule.breaker().slowCallNanos());
    assertTrue(text.contains("window: 60s "), text);
    assertTrue(
        text(call("messaging", "kafka", "o", "send", 1L, 0L, 1L, 0.0))
            .contains("window: 20 calls"));
  }

  @Test
  void databasesAndTheirPoolsHaveRulesOfTheirOwn() {
    String url = "jdbc:postgresql://db.example/shop";
    RuleSet rules =
        rules(
            text(
                call("jdbc", url, "db.example/shop", "SELECT", 900L, 0L, 10L, 8.0),
                call("jdbc", url, "db.example/shop", "CONNECT", 9L, 0L, 1L, 80.0),
                call("jdbc", url, "db.example/shop", "BORROW", 890L, 0L, 10L, 2.0)));
    assertEquals(
        List.of("jdbc " + url, "pool " + url), rules.rules().stream().map(Rule::name).toList());
    assertEquals(500_000_000L, rules.rules().get(0).breaker().slowCallNanos());
  }

  @Test
  void whateverWasSeenTheFileIsValid() {
    String odd = "a\"b\\c\n# d\u2028e: {*}\u0085" + "x".repeat(200);
    String text =
        text(
            call("messaging", "jms", odd, odd, 1L, 1L, 200_000L, 1e12),
            call("messaging", "jms", odd + "y", odd, 2L, 1L, 1L, 1.0),
            call("jdbc", "", null, null, 1L, 0L, 1L, 1.0),
            call("http", null, "[::1]:8080", "GET", 0L, 0L, 0L, 0.0),
            new HashMap<>());
    assertEquals(3, rules(text).rules().size(), text);
    assertTrue(text.contains("# Left out, because it is not known where they go: 2 kinds"), text);
    assertEquals(0, rules(text()).rules().size());
  }

  @Test
  void anotherObjectIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> StarterRules.of(Map.of("rules", 1)));
  }
}
