package dev.retrofuse.engine.limit;

/** How long to wait before a retry: anything between nothing and a bound that doubles each time. */
public final class FullJitter {
  /*
   * "Full jitter" of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015: of
   * the ways to spread retries, the whole range from 0 needs the fewest calls until all clients are through.
   */
  private final long base;
  private final long cap;

  /**
   * @param baseNanos the bound of the first wait, above 0
   * @param capNanos what the bound never passes, at least the base
   * @throws IllegalArgumentException for figures that are out of range
   */
  public FullJitter(long baseNanos, long capNanos) {
    if (baseNanos <= 0 || capNanos < baseNanos) {
      throw new IllegalArgumentException("base " + baseNanos + ", cap " + capNanos);
    }
    base = baseNanos;
    cap = capNanos;
  }

  /**
   * The wait in nanoseconds: random * min(cap, base * 2^retry).
   *
   * @param retry 0 for the first
   * @param random in [0, 1)
   */
  public long nanos(int retry, double random) {
    return (long) (random * Math.min((double) cap, Math.scalb((double) base, retry)));
  }

  /**
   * The wait in nanoseconds after an answer that said how long to stay away: that, and the usual
   * wait on top, because all who were told the same would otherwise come back together.
   *
   * @param retryAfterNanos what the answer asked for; less than 0 counts as 0
   */
  public long nanos(int retry, double random, long retryAfterNanos) {
    long floor = Math.max(0, retryAfterNanos);
    long wait = nanos(retry, random);
    return floor > Long.MAX_VALUE - wait ? Long.MAX_VALUE : floor + wait;
  }
}
