package dev.retrofuse.rules;

/** What calls under way mean to a breaker. */
enum InFlight {
  /** Those that have taken as long as a slow call count already. */
  COUNT("count"),
  /** They count when they end. */
  IGNORE("ignore");

  private final String word;

  InFlight(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }
}
