package dev.retrofuse.rules;

/** How much a call matters. */
public enum PriorityClass {
  CRITICAL("critical"),
  HIGH("high"),
  NORMAL("normal"),
  LOW("low");

  private final String word;

  PriorityClass(String word) {
    this.word = word;
  }

  /** As written in a rule file, and in baggage. */
  @Override
  public String toString() {
    return word;
  }
}
