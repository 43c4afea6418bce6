package dev.retrofuse.rules;

/**
 * How the database is told the trace that a statement belongs to; of those in a comment, each tells
 * it in more texts than the one before.
 */
public enum SqlTrace {
  /** Not at all. */
  OFF("off"),
  /** By what the database shows of the session. */
  SESSION("session"),
  /** In a comment of texts that are executed as they are given, not prepared before. */
  COMMENT("comment"),
  /** Of those that are prepared, too. */
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
