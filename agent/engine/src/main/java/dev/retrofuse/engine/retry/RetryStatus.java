package dev.retrofuse.engine.retry;

/** What has become of one key's retries since the agent came. */
public final class RetryStatus {
  private final long made;
  private final long succeeded;
  private final long outOfBudget;
  private final long wouldRetry;

  RetryStatus(long made, long succeeded, long outOfBudget, long wouldRetry) {
    this.made = made;
    this.succeeded = succeeded;
    this.outOfBudget = outOfBudget;
    this.wouldRetry = wouldRetry;
  }

  /** Retries that were decided on. */
  public long made() {
    return made;
  }

  /** Those that were answered. */
  public long succeeded() {
    return succeeded;
  }

  /** Calls that would have been made again, had there been a budget for it. */
  public long outOfBudget() {
    return outOfBudget;
  }

  /** Calls that were not made again only because the rule or the policy observes. */
  public long wouldRetry() {
    return wouldRetry;
  }
}
