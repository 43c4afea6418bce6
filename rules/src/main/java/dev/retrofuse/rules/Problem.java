package dev.retrofuse.rules;

/** Something in a rule file that keeps it from being used. */
public final class Problem implements Comparable<Problem> {
  private final FileText in;
  private final int line;
  private final int column;
  private final String found;
  private final String expected;
  private final String advice;

  Problem(FileText in, int line, int column, String found, String expected, String advice) {
    this.in = in;
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.advice = advice;
  }

  /** The file's name, as given to the reader. */
  public String source() {
    return in.name;
  }

  /** From 1; 1 for a problem of the whole file. */
  public int line() {
    return line;
  }

  /** From 1; 1 for a problem of the whole file. */
  public int column() {
    return column;
  }

  /** The line as it stands in the file, secrets and all; empty when there is no text. */
  public String sourceLine() {
    return in.line(line);
  }

  boolean isAt(FileText file, int otherLine, int otherColumn) {
    return in == file && line == otherLine && column == otherColumn;
  }

  /** Another one at the same place. */
  Problem with(String otherFound, String otherAdvice) {
    return new Problem(in, line, column, otherFound, "", otherAdvice);
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

  /** By place: files in the order in which they were read. */
  @Override
  public int compareTo(Problem other) {
    if (in.number != other.in.number) {
      return Integer.compare(in.number, other.in.number);
    }
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
    return in.name + ":" + line + ":" + column + ": " + message();
  }
}
