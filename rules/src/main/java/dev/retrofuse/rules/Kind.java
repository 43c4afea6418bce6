package dev.retrofuse.rules;

/** What sort of call a rule guards. */
public enum Kind {
  JDBC("jdbc"),
  HTTP("http"),
  MESSAGING("messaging");

  private final String word;

  Kind(String word) {
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
