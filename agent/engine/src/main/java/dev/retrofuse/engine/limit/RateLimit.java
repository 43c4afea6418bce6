package dev.retrofuse.engine.limit;

/** So many calls per second, with bursts up to a size; who comes too early is refused at once. */
public final class RateLimit {
  private final Debt debt;
  private volatile Rate rate;

  /**
   * @param perSecond calls per second, above 0; may be below 1; above 10^9 is 10^9
   * @param burst calls that may come at once after a pause, at least 1
   * @param now nanoseconds of the clock that is used from here on
   * @throws IllegalArgumentException for figures that are out of range
   */
  public RateLimit(double perSecond, double burst, long now) {
    rate = new Rate(perSecond, burst);
    debt = new Debt(now);
  }

  /** Takes other figures. Calls already counted stay counted, as so many of the new burst. */
  public void configure(double perSecond, double burst, long now) {
    Rate before = rate;
    Rate after = new Rate(perSecond, burst);
    rate = after;
    debt.rescale(before, after, now);
  }

  /** Counts a call, or refuses it and counts nothing. */
  public boolean tryAcquire(long now) {
    return tryAcquire(1, now);
  }

  /**
   * As {@link #tryAcquire(long)}, for calls that are to leave 1 - share of the burst to more
   * important ones. Where there is no debt every share passes.
   *
   * @param share above 0, at most 1
   */
  public boolean tryAcquire(double share, long now) {
    Rate figures = rate;
    return debt.tryAcquire(figures, share, figures, now);
  }

  /** Nanoseconds until a call of share 1 may pass; 0 if one may now. */
  public long nanosUntilNext(long now) {
    return debt.nanosUntilNext(rate, now);
  }
}
