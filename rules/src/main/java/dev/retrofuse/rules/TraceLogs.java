package dev.retrofuse.rules;

/** What the lines of the application's log say of the trace. */
enum TraceLogs {
  OFF("off"),
  /** The entries {@code trace_id}, {@code span_id} and {@code trace_flags} of the line's MDC. */
  MDC("mdc"),
  /** The same, and the ids behind the messages of {@code java.util.logging}, which has no MDC. */
  MESSAGES("messages");

  private final String word;

  TraceLogs(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
