package dev.retrofuse.rules;

/** What becomes of trace context that arrives with an inbound call. */
public enum TraceMode {
  /** It is carried on to outbound calls. */
  PASS("pass"),
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
