package dev.retrofuse.rules;

/** How good answers are kept, to be given again in place of calls. Immutable. */
public final class LastGood {
  private final long maxAgeNanos;
  private final int maxBytes;

  LastGood(long maxAgeNanos, int maxBytes) {
    this.maxAgeNanos = maxAgeNanos;
    this.maxBytes = maxBytes;
  }

  /** How old one may be that is given, from 1 s to 24 h; default 10 min. */
  public long maxAgeNanos() {
    return maxAgeNanos;
  }

  /** What all that a rule keeps may take, from 1 KB to 100 MB; default 1 MB. */
  public int maxBytes() {
    return maxBytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LastGood
        && maxAgeNanos == ((LastGood) other).maxAgeNanos
        && maxBytes == ((LastGood) other).maxBytes;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(maxAgeNanos) * 31 + maxBytes;
  }
}
