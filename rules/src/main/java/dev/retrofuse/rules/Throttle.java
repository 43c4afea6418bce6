package dev.retrofuse.rules;

/** Refuses as many calls as the other side does not bear. */
public final class Throttle {
  private final long windowNanos;
  private final double ratio;
  private final double most;
  private final int minimumCalls;

  public Throttle(long windowNanos, double ratio, double most, int minimumCalls) {
    this.windowNanos = windowNanos;
    this.ratio = ratio;
    this.most = most;
    this.minimumCalls = minimumCalls;
  }

  /** How long is looked back, in nanoseconds; default 5 seconds. */
  public long windowNanos() {
    return windowNanos;
  }

  /** So many calls may be asked for per accepted one; default 2. */
  public double ratio() {
    return ratio;
  }

  /** The largest share of calls that is refused; default 0.9. */
  public double most() {
    return most;
  }

  /** None is refused while fewer calls are in the window; default 10. */
  public int minimumCalls() {
    return minimumCalls;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Throttle
        && windowNanos == ((Throttle) other).windowNanos
        && ratio == ((Throttle) other).ratio
        && most == ((Throttle) other).most
        && minimumCalls == ((Throttle) other).minimumCalls;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(windowNanos)
        ^ Double.hashCode(ratio)
        ^ Double.hashCode(most)
        ^ minimumCalls;
  }
}
