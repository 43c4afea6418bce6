package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.TestStep;

/** A figure of a step, in all plays of its test. Immutable. */
public final class Seen {
  private final TestStep step;
  private final String what;
  private final String unit;
  private final long least;
  private final long most;

  private Seen(TestStep step, String what, String unit, long least, long most) {
    this.step = step;
    this.what = what;
    this.unit = unit;
    this.least = least;
    this.most = most;
  }

  static Seen count(TestStep step, String what, long count) {
    return new Seen(step, what, "", count, count);
  }

  /** Something that came so long after the step's beginning. */
  static Seen millis(TestStep step, String what, long millis) {
    return new Seen(step, what + " after", " ms", millis, millis);
  }

  /** Where the step begins in its file, from 1. */
  public int line() {
    return step.line();
  }

  /** Where the step begins in its line, from 1. */
  public int column() {
    return step.column();
  }

  /** A count, such as {@code refused}, or {@code state open after} for milliseconds. */
  public String what() {
    return what;
  }

  public long least() {
    return least;
  }

  public long most() {
    return most;
  }

  /** The same figure of one more play. */
  Seen and(Seen other) {
    return new Seen(step, what, unit, Math.min(least, other.least), Math.max(most, other.most));
  }

  /** All but the file. */
  @Override
  public String toString() {
    String range = least == most ? Long.toString(least) : least + " to " + most;
    return line() + ":" + column() + ": " + what + " " + range + unit;
  }
}
