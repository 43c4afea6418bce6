package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.TestStep;

/** A figure of a step, in all plays of its test. Immutable. */
public final class Seen {
  private final TestStep step;
  private final String what;
  private final long least;
  private final long most;

  Seen(TestStep step, String what, long least, long most) {
    this.step = step;
    this.what = what;
    this.least = least;
    this.most = most;
  }

  /** Where the step begins in its file, from 1. */
  public int line() {
    return step.line();
  }

  /** Where the step begins in its line, from 1. */
  public int column() {
    return step.column();
  }

  /** A count, such as {@code refused}, or a state and the milliseconds until it was reached. */
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
    return new Seen(step, what, Math.min(least, other.least), Math.max(most, other.most));
  }

  /** All but the file. */
  @Override
  public String toString() {
    String range = least == most ? Long.toString(least) : least + " to " + most;
    return line() + ":" + column() + ": " + what + " " + range;
  }
}
