package dev.retrofuse.rehearsal.starter;

/** What a rule says under a key, and why it is that. */
final class Figure {
  private final Object value;
  private final String why;

  /**
   * @param value as it stands in a rule file; null where nothing is to be said
   */
  Figure(Object value, String why) {
    this.value = value;
    this.why = why;
  }

  /** A text or a whole number; null where the key is left out, for that reason. */
  Object value() {
    return value;
  }

  String why() {
    return why;
  }
}
