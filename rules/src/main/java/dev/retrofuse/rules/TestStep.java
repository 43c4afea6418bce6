package dev.retrofuse.rules;

/** A step of a test: time without calls, calls, and what is then to hold. Immutable. */
public final class TestStep {
  private final int line;
  private final int column;
  private final long afterNanos;
  private final PlannedCalls given;
  private final Expectation then;

  TestStep(int line, int column, long afterNanos, PlannedCalls given, Expectation then) {
    this.line = line;
    this.column = column;
    this.afterNanos = afterNanos;
    this.given = given;
    this.then = then;
  }

  /** Where it begins in its file, from 1. */
  public int line() {
    return line;
  }

  /** Where it begins in its line, from 1. */
  public int column() {
    return column;
  }

  /** How long nothing is called before its calls; may be 0. */
  public long afterNanos() {
    return afterNanos;
  }

  /** Null for none. */
  public PlannedCalls given() {
    return given;
  }

  /** Null for nothing. */
  public Expectation then() {
    return then;
  }
}
