package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.RuleTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of a test. Immutable. */
public final class TestOutcome {
  private final RuleTest test;
  private final List<Mismatch> mismatches;
  private final List<Seen> seen;
  private final List<StateAt> history;
  private final int plays;

  TestOutcome(RuleTest test, List<Mismatch> mismatches, List<Seen> seen, List<StateAt> history) {
    this(test, mismatches, seen, history, 1);
  }

  private TestOutcome(
      RuleTest test, List<Mismatch> mismatches, List<Seen> seen, List<StateAt> history, int plays) {
    this.test = test;
    this.mismatches = Collections.unmodifiableList(new ArrayList<>(mismatches));
    this.seen = Collections.unmodifiableList(new ArrayList<>(seen));
    this.history = history;
    this.plays = plays;
  }

  /** This play's history, and what became of all. */
  TestOutcome with(List<Mismatch> ofAll, List<Seen> bounds, int count) {
    return new TestOutcome(test, ofAll, bounds, history, count);
  }

  /** The file that the test stands in. */
  public String source() {
    return test.source();
  }

  public String name() {
    return test.name();
  }

  /** Empty for a test that passed; unmodifiable. */
  public List<Mismatch> mismatches() {
    return mismatches;
  }

  public boolean passed() {
    return mismatches.isEmpty();
  }

  /** How often it was played. */
  public int plays() {
    return plays;
  }

  /** The figures that its steps expect something of; unmodifiable. */
  public List<Seen> seen() {
    return seen;
  }

  /** All changes of breakers' states in its course, or in that of its first play that failed. */
  public List<StateAt> history() {
    return history;
  }
}
