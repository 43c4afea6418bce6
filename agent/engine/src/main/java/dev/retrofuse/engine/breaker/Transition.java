package dev.retrofuse.engine.breaker;

/** One change of a breaker's state, with the counts that led to it. */
public final class Transition {
  private final State from;
  private final State to;
  private final String why;
  private final long calls;
  private final long failures;
  private final long slow;

  Transition(State from, State to, String why, long now) {
    this.from = from;
    this.to = to;
    this.why = why;
    calls = from.calls(now);
    failures = from.failures(now);
    slow = from.slow(now);
  }

  public CircuitState from() {
    return from.name();
  }

  public CircuitState to() {
    return to.name();
  }

  /** In words, with the figures. */
  public String why() {
    return why;
  }

  /** Calls in the window, or trial calls that have ended; 0 on leaving the open state. */
  public long calls() {
    return calls;
  }

  public long failures() {
    return failures;
  }

  public long slow() {
    return slow;
  }

  /** How long the state that ends here lasted, in nanoseconds. */
  public long lastedNanos() {
    return to.since - from.since;
  }

  /** How long calls will be refused from here on, in nanoseconds; 0 unless the breaker opens. */
  public long waitNanos() {
    return to.remainingNanos(to.since);
  }
}
