package dev.retrofuse.rules;

/** Whether a rule refuses calls or only says what it would have done. */
public enum Mode {
  /** Calls are refused when a policy says so. */
  ENFORCE("enforce"),
  /** Calls are counted and every decision is reported, but none is refused. */
  OBSERVE("observe");

  private final String word;

  Mode(String word) {
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
