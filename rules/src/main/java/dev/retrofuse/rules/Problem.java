package dev.retrofuse.rules;

/** Something in a rule file that keeps it from being used. */
public final class Problem implements Comparable<Problem> {
  private final String source;
  private final int line;
  private final int column;
  private final String found;
  private final String expected;
  private final String advice;

  Problem(String source, int line, int column, String found, String expected, String advice) {
    this.source = source;
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.advice = advice;
  }

  /** The file's name, as given to the reader. */
  public String source() {
    return source;
  }

  /** From 1; 1 for a problem of the whole file. */
  public int line() {
    return line;
  }

  /** From 1; 1 for a problem of the whole file. */
  public int column() {
    return column;
  }

  /** What is there, in one line. */
  public String found() {
    return found;
  }

  /** What may stand there; empty when {@link #found} says it all. */
  public String expected() {
    return expected;
  }

  /** What to do about it; empty when that is plain. */
  public String advice() {
    return advice;
  }

  /** All but the place, in one line. */
  public String message() {
    StringBuilder text = new StringBuilder(found);
    if (!expected.isEmpty()) {
      text.append("; allowed: ").append(expected);
    }
    if (!advice.isEmpty()) {
      text.append("; ").append(advice);
    }
    return text.toString();
  }

  /** By place. */
  @Override
  public int compareTo(Problem other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Problem && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column + ": " + message();
  }
}
