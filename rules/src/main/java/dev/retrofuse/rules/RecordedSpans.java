package dev.retrofuse.rules;

/** Whether a rule's calls are recorded as spans, where the file says that spans are. */
enum RecordedSpans {
  ON("on"),
  OFF("off");

  private final String word;

  RecordedSpans(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
