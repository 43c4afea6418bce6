package dev.retrofuse.rules;

/** How many calls of one scope may be under way at once. */
public final class Bulkhead {
  private final int maxConcurrent;

  public Bulkhead(int maxConcurrent) {
    this.maxConcurrent = maxConcurrent;
  }

  /** At least 1. */
  public int maxConcurrent() {
    return maxConcurrent;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bulkhead && maxConcurrent == ((Bulkhead) other).maxConcurrent;
  }

  @Override
  public int hashCode() {
    return maxConcurrent;
  }

  @Override
  public String toString() {
    return "max-concurrent " + maxConcurrent;
  }
}
