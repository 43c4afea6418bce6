package dev.retrofuse.engine.limit;

import dev.retrofuse.engine.window.Buckets;

/** How many of the calls that have begun a moment ago are still under way. Lock-free. */
final class FreshCalls {
  private final long nanos;
  private final Buckets begun;
  private final Buckets ended;

  /**
   * @param nanos how long a call counts as fresh, at least 32
   */
  FreshCalls(long nanos, long now) {
    this.nanos = nanos;
    begun = new Buckets(nanos, now);
    ended = new Buckets(nanos, now);
  }

  void begin(long now) {
    begun.add(1, now);
  }

  /** Takes one out again; one that is no longer fresh counts in neither. */
  void end(long elapsed, long now) {
    if (elapsed < nanos) {
      ended.add(1, now - elapsed);
    }
  }

  /**
   * One that has ended since the last tick, of which there are 16 to 32, may still be among them.
   */
  long underWay(long now) {
    return Math.max(0, begun.sum(now) - ended.sum(now));
  }
}
