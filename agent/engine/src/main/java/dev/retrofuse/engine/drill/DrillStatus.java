package dev.retrofuse.engine.drill;

/** How far the drill of a rule has come. */
public final class DrillStatus {
  private final double share;
  private final long delayMillis;
  private final boolean fails;
  private final long leftMillis;
  private final long struck;
  private final long wouldStrike;

  DrillStatus(
      double share,
      long delayMillis,
      boolean fails,
      long leftMillis,
      long struck,
      long wouldStrike) {
    this.share = share;
    this.delayMillis = delayMillis;
    this.fails = fails;
    this.leftMillis = leftMillis;
    this.struck = struck;
    this.wouldStrike = wouldStrike;
  }

  /** The share of the rule's calls that it strikes, above 0. */
  public double share() {
    return share;
  }

  /** How long a struck call is held up; 0 for not at all. */
  public long delayMillis() {
    return delayMillis;
  }

  /** Whether a struck call fails. */
  public boolean fails() {
    return fails;
  }

  /** How long it goes on; 0 when it is over. */
  public long leftMillis() {
    return leftMillis;
  }

  /** Calls of the whole rule that it has struck. */
  public long struck() {
    return struck;
  }

  /** Calls of the whole rule that it did not strike because the rule observes. */
  public long wouldStrike() {
    return wouldStrike;
  }
}
