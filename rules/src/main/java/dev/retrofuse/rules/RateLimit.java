package dev.retrofuse.rules;

/** So many calls per second of one scope, with bursts. */
public final class RateLimit {
  private final double perSecond;
  private final int burst;

  public RateLimit(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Above 0; may be below 1. */
  public double perSecond() {
    return perSecond;
  }

  /** So many may come at once after a pause; at least 1. */
  public int burst() {
    return burst;
  }

  /** As written in a rule file: {@code 100/s}. */
  public String text() {
    return Rates.text(perSecond);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateLimit
        && perSecond == ((RateLimit) other).perSecond
        && burst == ((RateLimit) other).burst;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(perSecond) + 31 * burst;
  }
}
