package dev.retrofuse.rules;

/** What becomes of a call that a drill strikes. */
public enum FaultEnd {
  /** It fails without being made. */
  FAIL("fail"),
  /** The same, as if its connection had been lost. */
  ABORT("abort"),
  /** It is made. */
  MAKE("make");

  private final String word;

  FaultEnd(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }
}
