package dev.retrofuse.rules;

/** How calls that failed are made again, and how often in all. */
public final class Retry {
  static final IntRanges DEFAULT_STATUSES = IntRanges.of(429, 429, 502, 504);

  private final int attempts;
  private final long backOffNanos;
  private final long maxBackOffNanos;
  private final double budget;
  private final double floorPerSecond;
  private final RetriedCalls calls;
  private final IntRanges statuses;

  Retry(
      int attempts,
      long backOffNanos,
      long maxBackOffNanos,
      double budget,
      double floorPerSecond,
      RetriedCalls calls,
      IntRanges statuses) {
    this.attempts = attempts;
    this.backOffNanos = backOffNanos;
    this.maxBackOffNanos = maxBackOffNanos;
    this.budget = budget;
    this.floorPerSecond = floorPerSecond;
    this.calls = calls;
    this.statuses = statuses;
  }

  /** How often a call is made in all, from 2 to 10; default 3. */
  public int attempts() {
    return attempts;
  }

  /** The bound of the first wait, which doubles each time; above 0, default 50 ms. */
  public long backOffNanos() {
    return backOffNanos;
  }

  /** What that bound never passes, at least the first; default 1 s. */
  public long maxBackOffNanos() {
    return maxBackOffNanos;
  }

  /** How many retries a successful call brings, from 0 to 1; default 0.1. */
  public double budget() {
    return budget;
  }

  /** Retries per second that are allowed whatever succeeds; 0 for none, default 1. */
  public double floorPerSecond() {
    return floorPerSecond;
  }

  /** Default {@link RetriedCalls#IDEMPOTENT}. */
  public RetriedCalls calls() {
    return calls;
  }

  /** Whether a failure with this HTTP status is worth another try. */
  public boolean isRetriedStatus(int status) {
    return statuses.contains(status);
  }

  IntRanges statuses() {
    return statuses;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Retry && text().equals(((Retry) other).text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  private String text() {
    return attempts
        + " "
        + backOffNanos
        + " "
        + maxBackOffNanos
        + " "
        + budget
        + " "
        + floorPerSecond
        + " "
        + calls
        + " "
        + statuses;
  }
}
