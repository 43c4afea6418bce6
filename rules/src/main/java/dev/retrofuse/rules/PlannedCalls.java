package dev.retrofuse.rules;

/** The calls of one step of a test. Immutable. */
public final class PlannedCalls {
  /** How long a call takes of which nothing else is said. */
  public static final long USUAL_NANOS = 10 * Durations.MILLISECOND;

  /** They end with the library's time-out. */
  public static final String TIME_OUT = "time-out";

  /** They end because the other side cannot be reached. */
  public static final String UNREACHABLE = "unreachable";

  private final WrittenCall to;
  private final int count;
  private final long withinNanos;
  private final long takesNanos;
  private final double slow;
  private final double fail;
  private final double hang;
  private final String with;
  private final long retryAfterNanos;

  PlannedCalls(
      WrittenCall to,
      int count,
      long withinNanos,
      long takesNanos,
      double slow,
      double fail,
      double hang,
      String with,
      long retryAfterNanos) {
    this.to = to;
    this.count = count;
    this.withinNanos = withinNanos;
    this.takesNanos = takesNanos;
    this.slow = slow;
    this.fail = fail;
    this.hang = hang;
    this.with = with;
    this.retryAfterNanos = retryAfterNanos;
  }

  /** The call that each of them is. */
  public WrittenCall to() {
    return to;
  }

  /** How many; at least 1. */
  public int count() {
    return count;
  }

  /** The time over which they begin, evenly spread; 0 for one after the other. */
  public long withinNanos() {
    return withinNanos;
  }

  /** How long those take that are slow. */
  public long takesNanos() {
    return takesNanos;
  }

  /** The share that takes so long; the others take {@link #USUAL_NANOS}. */
  public double slow() {
    return slow;
  }

  /** The share that fails, of all tries. */
  public double fail() {
    return fail;
  }

  /** The share that never ends, of all tries. */
  public double hang() {
    return hang;
  }

  /** How those end: an HTTP status, an SQLState, {@link #TIME_OUT} or {@link #UNREACHABLE}. */
  public String with() {
    return with;
  }

  /** What an answer 429 or 503 says by {@code Retry-After}; 0 for nothing. */
  public long retryAfterNanos() {
    return retryAfterNanos;
  }
}
