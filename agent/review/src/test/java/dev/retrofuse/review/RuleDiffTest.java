package dev.retrofuse.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDiffTest {
  private static final String GOES_ON = "goes on with its breakers, counts and calls under way";

  private static List<Change> changes(String before, String after) {
    return new RuleDiff(Files.rules(before), Files.rules(after), Secret.NONE).changes();
  }

  private static String rule(String keys) {
    return "rules: [{ name: r, " + keys + " }]";
  }

  private static String keys(Change change) {
    return change.keys().entrySet().stream()
        .map(each -> each.getKey() + " " + Arrays.toString(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Test
  void whatIsWrittenInAnotherWayIsTheSame() {
    String one = rule("match: { http: { host: a } }, breaker: {}");
    String other =
        """
        # with defaults
        trace: { mode: pass }
        rules:
          - match: { http: { host: [a] } }
            name: r
            scope: host
            breaker: { window: 10000ms, minimum-calls: 10, failure-rate: 50.0% }
        """;
    assertEquals(List.of(), changes(one, other));
  }

  /** Keys before and after, what differs, and whether the state goes on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "breaker: {} | breaker: { minimum-calls: 20 } | breaker.minimum-calls [10, 20] | on",
        "breaker: {} | breaker: { window: 20s } | breaker.window [10s, 20s] | on",
        "breaker: {} | breaker: { window: 50 calls } | breaker.window [10s, 50 calls] | on; the breaker's window begins anew",
        "breaker: {} | breaker: {}, mode: observe | mode [enforce, observe], enforce [100%, null] | on",
        "breaker: {} | breaker: {}, scope: rule | scope [host, rule] | scope",
        "breaker: {} | breaker: { by: route } | breaker.by [nothing, route] | breaker.by",
        "breaker: {} | breaker: {}, bulkhead: { max-concurrent: 1 } | bulkhead.max-concurrent [null, 1] | on",
        "breaker: {}, fallback: { last-good: {} } | breaker: {} | fallback.for [refused, null], fallback.last-good.max-age [10m, null], fallback.last-good.max-size [1MB, null] | on; kept responses are dropped",
      })
  void oneRule(String before, String after, String keys, String state) {
    List<Change> changes =
        changes(rule("match: { http: {} }, " + before), rule("match: { http: {} }, " + after));
    assertEquals(1, changes.size());
    assertEquals(Change.Kind.CHANGED, changes.get(0).kind());
    assertEquals(keys, keys(changes.get(0)));
    String expected =
        state.startsWith("on")
            ? GOES_ON + state.substring(2)
            : "begins anew, for " + state + " differs: breakers close, counts and budgets are lost";
    assertEquals(expected, changes.get(0).state());
  }

  @Test
  void aBreakerThatGoesTakesItsStateAlong() {
    List<Change> changes =
        changes(
            rule("match: { http: {} }, breaker: {}, retry: {}"),
            rule("match: { http: {} }, retry: {}"));
    assertEquals(GOES_ON + "; its breakers go", changes.get(0).state());
  }

  private static String order(String... hosts) {
    StringBuilder text = new StringBuilder("rules:\n");
    for (String host : hosts) {
      text.append("  - { name: " + host + ", match: { http: { host: '" + host.replace("all", "*"));
      text.append("' } }, breaker: {} }\n");
    }
    return text.toString();
  }

  @Test
  void rulesThatCameWentAndMoved() {
    List<Change> changes = changes(order("a", "b", "c", "all"), order("all", "a", "c", "d"));
    assertEquals(
        List.of("REMOVED b", "CHANGED all", "ADDED d"),
        changes.stream().map(each -> each.kind() + " " + each.rule()).toList());
    assertEquals("its state is lost", changes.get(0).state());
    assertEquals(
        "from place 4 to 1; now before 'a', which matches some of its calls"
            + "; now before 'c', which matches some of its calls",
        changes.get(1).moved());
    assertEquals(GOES_ON, changes.get(1).state());
    assertEquals("begins anew", changes.get(2).state());
    assertEquals("[null, [d]]", Arrays.toString(changes.get(2).keys().get("match.http.host")));
  }

  @Test
  void orderThatDoesNotMatterIsStillTold() {
    List<Change> changes = changes(order("a", "b"), order("b", "a"));
    assertEquals(1, changes.size());
    assertEquals("from place 1 to 2", changes.get(0).moved().replace("2 to 1", "1 to 2"));
  }

  @Test
  void whatStandsBesideTheRules() {
    String rule = rule("match: { http: {} }, breaker: {}");
    List<Change> changes = changes(rule, "deadline: { default: 1s }\n" + rule);
    assertEquals(1, changes.size());
    assertEquals(null, changes.get(0).rule());
    assertTrue(keys(changes.get(0)).contains("deadline.default [null, 1s]"), keys(changes.get(0)));
  }

  @Test
  void secretsAreNotTold() {
    String text = rule("match: { jdbc: {} }, breaker: {}, fallback: { replica: 'jdbc:x:PASS' }");
    List<Change> changes =
        new RuleDiff(
                Files.rules(text), Files.rules(text.replace("PASS", "WORD")), value -> "jdbc:***")
            .changes();
    assertEquals(List.of(), changes);
  }
}
