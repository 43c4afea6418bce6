package dev.retrofuse.simulator.event;

import java.util.function.LongSupplier;

/** The simulated time in nanoseconds, which stands still while an event is handled. */
public final class Clock implements LongSupplier {
  public static final long MILLISECOND = 1_000_000L;
  public static final long SECOND = 1_000 * MILLISECOND;

  private long now;

  @Override
  public long getAsLong() {
    return now;
  }

  public void set(long nanos) {
    now = nanos;
  }

  /** A span of seconds in nanoseconds. */
  public static long seconds(double seconds) {
    return (long) (seconds * SECOND);
  }
}
