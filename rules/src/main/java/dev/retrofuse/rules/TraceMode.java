package dev.retrofuse.rules;

/** What becomes of trace context. */
public enum TraceMode {
  /**
   * What came goes on as it came: its parent is the caller's call, for nothing is recorded here.
   */
  PASS("pass"),
  /** Each call goes on as a child, with a parent id of its own. */
  JOIN("join"),
  /** The same, and where no trace came one begins. */
  START("start"),
  /** It is neither read nor written. */
  OFF("off");

  private final String word;

  TraceMode(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
