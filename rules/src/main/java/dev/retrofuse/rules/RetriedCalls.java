package dev.retrofuse.rules;

/** Which calls are made again. */
public enum RetriedCalls {
  /** Those that may be made twice without harm, whatever became of the first. */
  IDEMPOTENT("idempotent"),
  ALL("all");

  private final String word;

  RetriedCalls(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }
}
