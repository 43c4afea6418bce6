package dev.retrofuse.engine;

/** What one policy of a key has done since the agent came. */
public final class PolicyStatus {
  private final String policy;
  private final boolean observes;
  private final long refused;
  private final long wouldRefuse;
  private final long reclaimed;

  PolicyStatus(String policy, boolean observes, long refused, long wouldRefuse, long reclaimed) {
    this.reclaimed = reclaimed;
    this.policy = policy;
    this.observes = observes;
    this.refused = refused;
    this.wouldRefuse = wouldRefuse;
  }

  /** Its key in a rule file. */
  public String policy() {
    return policy;
  }

  /** Whether it refuses nothing, because the rule or the policy only observes. */
  public boolean observes() {
    return observes;
  }

  /** Calls refused; of a time-out, calls cut. */
  public long refused() {
    return refused;
  }

  /**
   * Calls that it let through, or let go on, only because it observes, or because of the rule's
   * share.
   */
  public long wouldRefuse() {
    return wouldRefuse;
  }

  /** Places that it took back from calls that did not end within 10 minutes. */
  public long reclaimed() {
    return reclaimed;
  }
}
