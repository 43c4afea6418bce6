package dev.retrofuse.rules;

/** Ends the reading of a text that is no YAML, or more of it than a rule file needs. */
final class NotYaml extends RuntimeException {
  private static final long serialVersionUID = 1;

  final int line;
  final int column;
  final String expected;
  final String advice;

  NotYaml(int line, int column, String found, String expected, String advice) {
    super(found, null, false, false);
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.advice = advice;
  }
}
