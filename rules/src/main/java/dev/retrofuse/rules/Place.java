package dev.retrofuse.rules;

/** Where something stands in a rule file. */
public final class Place {
  private final String source;
  private final int line;
  private final int column;

  Place(String source, int line, int column) {
    this.source = source;
    this.line = line;
    this.column = column;
  }

  /** The file's name, as given to the reader. */
  public String source() {
    return source;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1. */
  public int column() {
    return column;
  }

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column;
  }
}
