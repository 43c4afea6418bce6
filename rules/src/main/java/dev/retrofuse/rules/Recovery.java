package dev.retrofuse.rules;

/** How a breaker goes from trial calls that ended well to letting every call through. */
public enum Recovery {
  /** Lets through as many calls as the other side proves to answer. */
  GRADUAL("gradual"),
  /** Lets every call through. */
  AT_ONCE("at-once");

  private final String word;

  Recovery(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }
}
