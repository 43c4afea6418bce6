package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many retries a dependency may still get: a share of the calls that succeed. One budget is for
 * all places that call the dependency, each with figures of its own.
 */
public final class RetryBudget {
  /*
   * Tokens in millionths, in one long. A success adds the ratio, up to the cap; a retry takes one
   * when it is decided on, and none comes back, whatever becomes of it. So retries are at
   * most the ratio of the successes, and none is left once nothing succeeds: that is what ends a retry
   * storm. The floor keeps a dependency of few calls retryable; it is a rate limit beside the tokens.
   */
  private static final long TOKEN = 1_000_000;
  private static final Rate SHORTEST = new Rate(1, 1);

  private final long cap;
  private final AtomicLong millionths;
  private final Debt floor;
  private volatile Rate longest = SHORTEST;

  /**
   * Full at first.
   *
   * @param cap tokens at most, from 1 to 10^6
   * @param now monotonic nanoseconds
   */
  public RetryBudget(int cap, long now) {
    if (cap < 1 || cap > 1_000_000) {
      throw new IllegalArgumentException("cap " + cap);
    }
    this.cap = cap * TOKEN;
    millionths = new AtomicLong(this.cap);
    floor = new Debt(now);
  }

  /** To be asked when a retry is decided on: takes a token, or says no. */
  public boolean tryRetry(Share share, long now) {
    for (; ; ) {
      long before = millionths.get();
      if (before < TOKEN) {
        return share.floor != null && tryFloor(share.floor, now);
      }
      if (millionths.compareAndSet(before, before - TOKEN)) {
        return true;
      }
    }
  }

  private boolean tryFloor(Rate rate, long now) {
    if (rate.span > longest.span) {
      longest = rate; // a race is mended by the next call
    }
    return floor.tryAcquire(rate, 1, longest, now);
  }

  /** A call succeeded. A full budget is only read. */
  public void success(Share share) {
    for (; ; ) {
      long before = millionths.get();
      long after = Math.min(before + share.perSuccess, cap);
      if (after == before || millionths.compareAndSet(before, after)) {
        return;
      }
    }
  }

  /** Those that are left, without what the floor allows. */
  double tokens() {
    return (double) millionths.get() / TOKEN;
  }

  /** What one place brings to a budget, and may take when nothing is left. */
  public static final class Share {
    private final long perSuccess;
    private final Rate floor;

    /**
     * @param ratio tokens per success, from 0 to 1; 0.1 is usual
     * @param floorPerSecond retries per second that are allowed without a token; 0 for none
     * @throws IllegalArgumentException for figures that are out of range
     */
    public Share(double ratio, double floorPerSecond) {
      if (!(ratio >= 0 && ratio <= 1) || !(floorPerSecond >= 0)) {
        throw new IllegalArgumentException("ratio " + ratio + ", floor " + floorPerSecond);
      }
      perSuccess = Math.round(ratio * TOKEN);
      // What a second brings, at least one retry.
      floor = floorPerSecond > 0 ? new Rate(floorPerSecond, Math.max(1, floorPerSecond)) : null;
    }
  }
}
