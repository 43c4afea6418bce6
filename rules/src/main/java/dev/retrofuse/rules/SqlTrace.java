package dev.retrofuse.rules;

/** Which SQL texts tell the database, in a comment, the trace that they belong to. */
public enum SqlTrace {
  /** None. */
  OFF("off"),
  /** Those that are executed as they are given, not prepared before. */
  COMMENT("comment"),
  /** Those that are prepared, too. */
  PREPARED("prepared");

  private final String word;

  SqlTrace(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
