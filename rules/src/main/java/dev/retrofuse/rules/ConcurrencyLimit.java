package dev.retrofuse.rules;

/** How many calls of one scope may be under way at once, learned from how they fare. */
public final class ConcurrencyLimit {
  private final Algorithm algorithm;
  private final int initial;
  private final int min;
  private final int max;

  public ConcurrencyLimit(Algorithm algorithm, int initial, int min, int max) {
    this.algorithm = algorithm;
    this.initial = initial;
    this.min = min;
    this.max = max;
  }

  /** Default {@link Algorithm#AIMD}. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** The limit to begin with; default 20. */
  public int initial() {
    return initial;
  }

  /** Never less than so many; default 2. */
  public int min() {
    return min;
  }

  /** Never more than so many; default 1,000. */
  public int max() {
    return max;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConcurrencyLimit
        && algorithm == ((ConcurrencyLimit) other).algorithm
        && initial == ((ConcurrencyLimit) other).initial
        && min == ((ConcurrencyLimit) other).min
        && max == ((ConcurrencyLimit) other).max;
  }

  @Override
  public int hashCode() {
    return algorithm.hashCode() ^ initial ^ min ^ max;
  }
}
