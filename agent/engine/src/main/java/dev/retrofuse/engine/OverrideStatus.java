package dev.retrofuse.engine;

/** Who has put something else in the place of what a breaker or a rule says, and how long yet. */
public final class OverrideStatus {
  private final String by;
  private final long untilMillis;
  private final long leftMillis;

  OverrideStatus(String by, long untilMillis, long leftNanos) {
    this.by = by;
    this.untilMillis = untilMillis;
    leftMillis = Math.max(0, leftNanos) / 1_000_000;
  }

  public String by() {
    return by;
  }

  /** In milliseconds since 1970. */
  public long untilMillis() {
    return untilMillis;
  }

  public long leftMillis() {
    return leftMillis;
  }
}
