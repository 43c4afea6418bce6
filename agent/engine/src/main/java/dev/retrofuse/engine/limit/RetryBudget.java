package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many retries a dependency may still get: a share of the calls that succeed. One budget is for
 * all places that call the dependency.
 */
public final class RetryBudget {
  /*
   * Tokens in millionths, in one long. A success adds the ratio, up to the cap; a retry takes one
   * when it is decided on, and none comes back, whatever becomes of it. So retries are at
   * most the ratio of the successes, and none is left once nothing succeeds: that is what ends a retry
   * storm. The floor keeps a dependency of few calls retryable; it is a rate limit beside the tokens.
   */
  private static final double TOKEN = 1e6;

  private final AtomicLong millionths;
  private final RateLimit floor;
  private volatile Settings settings;

  /**
   * @param ratio tokens per success, from 0 to 1; 0.1 is usual
   * @param cap tokens at most, and at first; from 1 to 10^6; 100 is usual
   * @param stopBelow no retry while tokens are at most this share of the cap; 0 for none, 0.5 for
   *     the rule of gRPC; below 1
   * @param floorPerSecond retries per second that are allowed without a token; 0 for none
   * @throws IllegalArgumentException for figures that are out of range
   */
  public RetryBudget(double ratio, int cap, double stopBelow, double floorPerSecond, long now) {
    settings = new Settings(ratio, cap, stopBelow, floorPerSecond);
    millionths = new AtomicLong(settings.cap);
    floor = new RateLimit(settings.floorRate(), settings.floorBurst(), now);
  }

  /** Takes other figures; tokens stay, up to the new cap. */
  public void configure(double ratio, int cap, double stopBelow, double floorPerSecond, long now) {
    Settings other = new Settings(ratio, cap, stopBelow, floorPerSecond);
    floor.configure(other.floorRate(), other.floorBurst(), now);
    settings = other;
  }

  /** To be asked when a retry is decided on: takes a token, or says no. */
  public boolean tryRetry(long now) {
    Settings figures = settings;
    for (; ; ) {
      long before = millionths.get();
      long after = Math.min(before, figures.cap) - (long) TOKEN;
      if (after < figures.least) {
        return figures.floor > 0 && floor.tryAcquire(now);
      }
      if (millionths.compareAndSet(before, after)) {
        return true;
      }
    }
  }

  /** A call succeeded. A full budget is only read. */
  public void success() {
    Settings figures = settings;
    for (; ; ) {
      long before = millionths.get();
      long after = Math.min(before + figures.ratio, figures.cap);
      if (after == before || millionths.compareAndSet(before, after)) {
        return;
      }
    }
  }

  /** The tokens that are left, those of the floor included. */
  public double tokens(long now) {
    Settings figures = settings;
    double ofFloor = figures.floor > 0 ? floor.available(now) : 0;
    return Math.min(millionths.get(), figures.cap) / TOKEN + ofFloor;
  }

  private static final class Settings {
    final long ratio;
    final long cap;
    final long least;
    final double floor;

    Settings(double ratio, int cap, double stopBelow, double floor) {
      boolean sound = ratio >= 0 && ratio <= 1 && cap >= 1 && cap <= 1_000_000;
      if (!sound || !(stopBelow >= 0 && stopBelow < 1) || !(floor >= 0)) {
        throw new IllegalArgumentException(
            "ratio " + ratio + ", cap " + cap + ", stop " + stopBelow + ", floor " + floor);
      }
      this.ratio = Math.round(ratio * TOKEN);
      this.cap = (long) (cap * TOKEN);
      this.floor = floor;
      // A retry needs a whole token, and more than the share before it is taken.
      least = Math.max(0, (long) (cap * TOKEN * stopBelow) + 1 - (long) TOKEN);
    }

    double floorRate() {
      return floor > 0 ? floor : 1;
    }

    /** What a second brings, at least one retry. */
    double floorBurst() {
      return Math.max(1, floor);
    }
  }
}
