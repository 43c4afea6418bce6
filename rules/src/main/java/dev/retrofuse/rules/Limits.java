package dev.retrofuse.rules;

/**
 * The policies of a rule that limit how many calls there are, and how long. Each may be missing.
 */
public final class Limits {
  private static final Limits NONE = new Limits(null, null, null, null);

  private final RateLimit rateLimit;
  private final Bulkhead bulkhead;
  private final ConcurrencyLimit concurrencyLimit;
  private final Throttle throttle;
  private final TimeOut timeOut;

  public Limits(
      RateLimit rateLimit,
      Bulkhead bulkhead,
      ConcurrencyLimit concurrencyLimit,
      Throttle throttle) {
    this(rateLimit, bulkhead, concurrencyLimit, throttle, null);
  }

  private Limits(
      RateLimit rateLimit,
      Bulkhead bulkhead,
      ConcurrencyLimit concurrencyLimit,
      Throttle throttle,
      TimeOut timeOut) {
    this.timeOut = timeOut;
    this.rateLimit = rateLimit;
    this.bulkhead = bulkhead;
    this.concurrencyLimit = concurrencyLimit;
    this.throttle = throttle;
  }

  public static Limits none() {
    return NONE;
  }

  /** Or null. */
  public RateLimit rateLimit() {
    return rateLimit;
  }

  /** Or null. */
  public Bulkhead bulkhead() {
    return bulkhead;
  }

  /** Or null. */
  public ConcurrencyLimit concurrencyLimit() {
    return concurrencyLimit;
  }

  /** Or null. */
  public Throttle throttle() {
    return throttle;
  }

  /** Or null. */
  public TimeOut timeOut() {
    return timeOut;
  }

  /** The same with that time-out; null for none. */
  public Limits withTimeOut(TimeOut value) {
    return new Limits(rateLimit, bulkhead, concurrencyLimit, throttle, value);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Limits)) {
      return false;
    }
    Limits that = (Limits) other;
    return Match.same(rateLimit, that.rateLimit)
        && Match.same(bulkhead, that.bulkhead)
        && Match.same(concurrencyLimit, that.concurrencyLimit)
        && Match.same(throttle, that.throttle)
        && Match.same(timeOut, that.timeOut);
  }

  @Override
  public int hashCode() {
    return bulkhead == null ? 0 : bulkhead.hashCode();
  }
}
