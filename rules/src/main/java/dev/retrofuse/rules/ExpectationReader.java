package dev.retrofuse.rules;

import java.util.EnumMap;
import java.util.Map;

/** Reads the section {@code then} of a test's step. */
final class ExpectationReader {
  private static final Key RULE =
      Key.text("rule", "a rule's name, or none", "Which rule decides about the calls.");
  private static final Key STATE =
      Key.word(
          "state",
          ExpectedState.values(),
          "The state of the breaker that they have. An open one is half-open from the first trial"
              + " call on.");
  private static final Key WITHIN =
      Key.duration(
              "within",
              Durations.MILLISECOND,
              24 * Durations.HOUR,
              "Until when after the step's beginning it is in that state.")
          .fallback("at the step's end");
  private static final Map<StepCount, Key> COUNTS = new EnumMap<>(StepCount.class);

  static {
    for (StepCount each : StepCount.values()) {
      COUNTS.put(each, Key.text(each.toString(), CallCount.ALLOWED, each.description()));
    }
  }

  private ExpectationReader() {}

  /**
   * @param calls whether the step has calls
   * @param last what was called last; null for nothing, or what cannot be read
   */
  static Expectation read(Section then, boolean calls, WrittenCall last) {
    Node rule = then.text(RULE);
    ExpectedState state = (ExpectedState) then.word(STATE);
    double within = then.number(WITHIN);
    Map<StepCount, CallCount> counts = counts(then);
    if (!then.hasKeys()) {
      then.problem(then.start(), "nothing is expected", "rule, state or a count", "add one");
    } else if (last == null && !calls) {
      then.problem(then.start(), "then before any call", "given in a step before", "add calls");
    }
    if (!Double.isNaN(within) && then.place(STATE) == null) {
      then.problem(then.place(WITHIN), "within without state", "both", "add state");
    }
    return new Expectation(
        rule == null ? null : rule.text, state, Double.isNaN(within) ? 0 : (long) within, counts);
  }

  private static Map<StepCount, CallCount> counts(Section then) {
    Map<StepCount, CallCount> counts = new EnumMap<>(StepCount.class);
    for (Map.Entry<StepCount, Key> each : COUNTS.entrySet()) {
      CallCount count = count(then, each.getValue());
      if (count != null) {
        counts.put(each.getKey(), count);
      }
    }
    return counts;
  }

  private static CallCount count(Section then, Key key) {
    Node node = then.text(key);
    CallCount count = node == null ? null : CallCount.parse(node.text);
    if (node != null && count == null) {
      then.wrong(key, node, "write one of these");
    }
    return count;
  }
}
