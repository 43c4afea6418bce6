package dev.retrofuse.rules;

/** How long the calls of a rule may take, in nanoseconds; 0 for no limit. Immutable. */
public final class TimeOut {
  private final long callNanos;
  private final long connectNanos;
  private final long readNanos;

  public TimeOut(long callNanos, long connectNanos, long readNanos) {
    this.callNanos = callNanos;
    this.connectNanos = connectNanos;
    this.readNanos = readNanos;
  }

  /** The whole call; 0 without. */
  public long callNanos() {
    return callNanos;
  }

  /** Opening a connection, where the library has a time-out for it; 0 without. */
  public long connectNanos() {
    return connectNanos;
  }

  /** One wait for data, where the library has a time-out for it; 0 without. */
  public long readNanos() {
    return readNanos;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeOut
        && callNanos == ((TimeOut) other).callNanos
        && connectNanos == ((TimeOut) other).connectNanos
        && readNanos == ((TimeOut) other).readNanos;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(callNanos * 31 * 31 + connectNanos * 31 + readNanos);
  }
}
