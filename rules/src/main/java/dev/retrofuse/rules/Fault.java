package dev.retrofuse.rules;

/** A failure that is made for a drill. */
public final class Fault {
  private final double share;
  private final long delayNanos;
  private final FaultEnd end;
  private final long lastsNanos;

  Fault(double share, long delayNanos, FaultEnd end, long lastsNanos) {
    this.share = share;
    this.delayNanos = delayNanos;
    this.end = end;
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
    return end != FaultEnd.MAKE;
  }

  /** What becomes of a struck call after the delay. */
  public FaultEnd end() {
    return end;
  }

  /** For how long from when the rule comes into force. */
  public long lastsNanos() {
    return lastsNanos;
  }

  /**
   * The same that holds struck calls up for so long and lets them go on, whatever this one does.
   */
  public Fault onlyHolding(long nanos) {
    return new Fault(share, nanos, FaultEnd.MAKE, lastsNanos);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Fault)) {
      return false;
    }
    Fault that = (Fault) other;
    return share == that.share
        && delayNanos == that.delayNanos
        && end == that.end
        && lastsNanos == that.lastsNanos;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(share) ^ Long.hashCode(delayNanos) ^ Long.hashCode(lastsNanos);
  }
}
