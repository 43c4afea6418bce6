package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.TestStep;

/** Something that did not come as a step of a test expects it. Immutable. */
public final class Mismatch {
  private final TestStep step;
  private final String expected;
  private final String found;

  Mismatch(TestStep step, String expected, String found) {
    this.step = step;
    this.expected = expected;
    this.found = found;
  }

  /** What tells it from others of its test, whatever was found. */
  String where() {
    return line() + ":" + column() + " " + expected;
  }

  /** As the first of so many plays. */
  Mismatch in(int some, int all) {
    return new Mismatch(step, expected, found + " (in " + some + " of " + all + " plays)");
  }

  /** Where the step begins in its file, from 1. */
  public int line() {
    return step.line();
  }

  /** Where the step begins in its line, from 1. */
  public int column() {
    return step.column();
  }

  public String expected() {
    return expected;
  }

  public String found() {
    return found;
  }

  /** All but the file. */
  @Override
  public String toString() {
    return line() + ":" + column() + ": expected " + expected + ", found " + found;
  }
}
