package dev.retrofuse.engine;

/** A clock whose hand the test turns. */
public final class FakeTicker implements Ticker {
  public static final long MILLISECOND = 1_000_000L;
  public static final long SECOND = 1_000 * MILLISECOND;

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

  public synchronized void advance(long nanos) {
    now += nanos;
  }
}
