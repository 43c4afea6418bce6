package dev.retrofuse.rules;

/** A breaker's state as a test names it. */
public enum ExpectedState {
  CLOSED("closed"),
  OPEN("open"),
  HALF_OPEN("half-open"),
  RECOVERING("recovering");

  private final String word;

  ExpectedState(String word) {
    this.word = word;
  }

  /** As written in a rule file, and as the status says it. */
  @Override
  public String toString() {
    return word;
  }
}
