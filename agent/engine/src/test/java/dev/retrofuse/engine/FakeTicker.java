package dev.retrofuse.engine;

import java.util.Random;

/** A clock whose hand the test turns, and chance that is the same each time. */
public final class FakeTicker implements Ticker {
  public static final long MILLISECOND = 1_000_000L;
  public static final long SECOND = 1_000 * MILLISECOND;

  private final Random random = new Random(20_260_101);
  private volatile long now;

  public FakeTicker() {
    this(123_456_789L);
  }

  public FakeTicker(long now) {
    this.now = now;
  }

  @Override
  public long nanos() {
    return now;
  }

  /** Lets the time pass at once. */
  @Override
  public boolean sleep(long nanos) {
    advance(nanos);
    return !Thread.currentThread().isInterrupted();
  }

  @Override
  public double chance() {
    return random.nextDouble();
  }

  public synchronized void advance(long nanos) {
    now += nanos;
  }
}
