package dev.retrofuse.rules;

import java.util.Collections;
import java.util.Map;

/** What is to hold after a step of a test. Immutable. */
public final class Expectation {
  private final String rule;
  private final ExpectedState state;
  private final long withinNanos;
  private final Map<StepCount, CallCount> counts;

  /**
   * @param counts not to be changed any more
   */
  Expectation(
      String rule, ExpectedState state, long withinNanos, Map<StepCount, CallCount> counts) {
    this.rule = rule;
    this.state = state;
    this.withinNanos = withinNanos;
    this.counts = Collections.unmodifiableMap(counts);
  }

  /** The rule that decides about the calls, {@code none} for none; null when nothing is said. */
  public String rule() {
    return rule;
  }

  /** The state of the breaker that the calls have; null when nothing is said. */
  public ExpectedState state() {
    return state;
  }

  /** Until when after the step's beginning the state is reached; 0 for its end. */
  public long withinNanos() {
    return withinNanos;
  }

  /** How often what happens, as far as something is said; in the order of the enum. */
  public Map<StepCount, CallCount> counts() {
    return counts;
  }
}
