package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeOutTest {
  private static final String RULE = "rules: [{name: a, match: {http: {}}, breaker: {}%s}]";

  private static RuleSet parsed(String yaml) {
    RuleFileResult result = RuleFile.parse("f", yaml);
    assertEquals(List.of(), result.problems());
    return result.ruleSet();
  }

  private static Rule rule(String more) {
    return parsed(String.format(RULE, more)).rules().get(0);
  }

  private static String problem(String yaml) {
    return RuleFile.parse("f", yaml).problems().get(0).toString();
  }

  @Test
  void allTimesAreRead() {
    TimeOut read = rule(", time-out: {call: 2s, connect: 100ms, read: 1s}").limits().timeOut();
    assertEquals(new TimeOut(2_000_000_000L, 100_000_000, 1_000_000_000), read);
    assertEquals(
        new TimeOut(0, 0, 1_000_000_000), rule(", time-out: {read: 1s}").limits().timeOut());
    assertNull(rule("").limits().timeOut());
  }

  @Test
  void aTimeOutIsPartOfTheRule() {
    assertEquals(rule(", time-out: {call: 2s}"), rule(", time-out: {call: 2s}"));
    assertNotEquals(rule(", time-out: {call: 2s}"), rule(", time-out: {call: 3s}"));
    assertNotEquals(rule(", time-out: {call: 2s}"), rule(""));
  }

  @Test
  void aTimeOutIsPolicyEnoughAndMayBeObserved() {
    Rule rule =
        parsed(
                "rules: [{name: a, match: {http: {}}, time-out: {call: 2s},"
                    + " observe: [time-out, deadline]}]")
            .rules()
            .get(0);
    assertEquals(Set.of(Policy.TIME_OUT, Policy.DEADLINE), rule.observed());
  }

  @Test
  void aTimeOutWithoutATimeIsAProblem() {
    String found = problem(String.format(RULE, ", time-out: {}"));
    assertEquals(true, found.contains("time-out without a time"), found);
  }

  @Test
  void deadlineIsReadWithItsDefaults() {
    assertNull(parsed("rules: []").deadline());
    assertEquals(
        new Deadline(
            List.of("grpc-timeout", "x-envoy-expected-rq-timeout-ms", "x-request-timeout-ms"),
            0,
            null),
        parsed("{rules: [], deadline: {}}").deadline());
    assertEquals(
        new Deadline(List.of("x-left"), 10_000_000_000L, "grpc-timeout"),
        parsed("{rules: [], deadline: {headers: X-Left, default: 10s, forward: grpc-Timeout}}")
            .deadline());
    assertNotEquals(parsed("{rules: [], deadline: {}}"), parsed("rules: []"));
  }

  @Test
  void aHeaderIsAName() {
    String found = problem("{rules: [], deadline: {headers: [a, 'b c']}}");
    assertEquals(true, found.contains("b c"), found);
    found = problem("{rules: [], deadline: {forward: 'a: b'}}");
    assertEquals(true, found.contains("a: b"), found);
  }
}
