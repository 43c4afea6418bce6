package dev.retrofuse.engine.limit;

/** How a {@link ConcurrencyLimit} finds its limit. */
public enum LimitAlgorithm {
  /** One more for each limit's worth of good calls, a tenth less when that was too much. */
  AIMD,

  /** Follows the ratio of what calls took without a queue to what they take. */
  GRADIENT2
}
