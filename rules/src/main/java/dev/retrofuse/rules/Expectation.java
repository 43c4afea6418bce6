package dev.retrofuse.rules;

/** What is to hold after a step of a test. Immutable. */
public final class Expectation {
  private final String rule;
  private final ExpectedState state;
  private final long withinNanos;
  private final CallCount refused;
  private final CallCount wouldRefuse;

  Expectation(
      String rule,
      ExpectedState state,
      long withinNanos,
      CallCount refused,
      CallCount wouldRefuse) {
    this.rule = rule;
    this.state = state;
    this.withinNanos = withinNanos;
    this.refused = refused;
    this.wouldRefuse = wouldRefuse;
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

  /** How many calls of the step are refused; null when nothing is said. */
  public CallCount refused() {
    return refused;
  }

  /** How many would be, were the policies not only observing; null when nothing is said. */
  public CallCount wouldRefuse() {
    return wouldRefuse;
  }
}
