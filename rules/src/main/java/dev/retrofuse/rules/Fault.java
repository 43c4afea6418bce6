package dev.retrofuse.rules;

/** A failure that is made for a drill. */
public final class Fault {
  private final double share;
  private final long delayNanos;
  private final boolean fails;
  private final long lastsNanos;

  Fault(double share, long delayNanos, boolean fails, long lastsNanos) {
    this.share = share;
    this.delayNanos = delayNanos;
    this.fails = fails;
    this.lastsNanos = lastsNanos;
  }

  /** The share of calls that it strikes, above 0. */
  public double share() {
    return share;
  }

  /** How long a struck call is held up; 0 for not at all. */
  public long delayNanos() {
    return delayNanos;
  }

  /** Whether a struck call fails, after the delay, without being made. */
  public boolean fails() {
    return fails;
  }

  /** For how long from when the rule comes into force. */
  public long lastsNanos() {
    return lastsNanos;
  }

  /**
   * The same that holds struck calls up for so long and lets them go on, whatever this one does.
   */
  public Fault onlyHolding(long nanos) {
    return new Fault(share, nanos, false, lastsNanos);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Fault)) {
      return false;
    }
    Fault that = (Fault) other;
    return share == that.share
        && delayNanos == that.delayNanos
        && fails == that.fails
        && lastsNanos == that.lastsNanos;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(share) ^ Long.hashCode(delayNanos) ^ Long.hashCode(lastsNanos);
  }
}
