package dev.retrofuse.engine.breaker;

/** An operator's word that outweighs a breaker's own verdicts for a time. Immutable. */
public final class Force {
  private final CircuitState to;
  private final long nanos;
  private final String by;
  private final long untilMillis;
  private final String why;

  /**
   * @param to open or closed
   * @param nanos how long it holds
   * @param untilMillis the same for people, in milliseconds since 1970
   * @param why the whole in words
   */
  public Force(CircuitState to, long nanos, String by, long untilMillis, String why) {
    if (to != CircuitState.OPEN && to != CircuitState.CLOSED) {
      throw new IllegalArgumentException("a breaker cannot be forced to be " + to.word());
    }
    this.to = to;
    this.nanos = nanos;
    this.by = by;
    this.untilMillis = untilMillis;
    this.why = why;
  }

  /** What comes after that state. */
  State after(State from, long now) {
    return to == CircuitState.OPEN
        ? new ForcedOpenState(from, this, now)
        : new ForcedClosedState(from, this, now);
  }

  long nanos() {
    return nanos;
  }

  /** Who says so. */
  public String by() {
    return by;
  }

  public long untilMillis() {
    return untilMillis;
  }

  String why() {
    return why;
  }

  String over() {
    return "forced " + to.word() + " by " + by + ": the time is over";
  }
}
