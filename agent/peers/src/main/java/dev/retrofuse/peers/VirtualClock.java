package dev.retrofuse.peers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Time that passes when a scenario says so: a wall clock, and the same as nanoseconds. */
public final class VirtualClock extends Clock implements LongSupplier {
  private static final long SECOND = 1_000_000_000L;

  private long nanos = 1_700_000_000L * SECOND;

  /** Lets time pass, or steps back. */
  public void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public long getAsLong() {
    return nanos;
  }

  /** Seconds since some moment. */
  public double seconds() {
    return (double) nanos / SECOND;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
