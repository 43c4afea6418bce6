package dev.retrofuse.rules;

/** How a concurrency limit learns. */
public enum Algorithm {
  /** Grows by one for a limit's worth of good calls, shrinks by a tenth on overload. */
  AIMD("aimd"),
  /** Follows the ratio of usual to present latency. */
  GRADIENT2("gradient2");

  private final String word;

  Algorithm(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }
}
