package dev.retrofuse.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of a test. Immutable. */
public final class TestOutcome {
  private final String source;
  private final String name;
  private final List<Mismatch> mismatches;
  private final List<StateAt> history;

  TestOutcome(String source, String name, List<Mismatch> mismatches, List<StateAt> history) {
    this.source = source;
    this.name = name;
    this.mismatches = Collections.unmodifiableList(new ArrayList<>(mismatches));
    this.history = history;
  }

  /** The file that the test stands in. */
  public String source() {
    return source;
  }

  public String name() {
    return name;
  }

  /** Empty for a test that passed; unmodifiable. */
  public List<Mismatch> mismatches() {
    return mismatches;
  }

  public boolean passed() {
    return mismatches.isEmpty();
  }

  /** All changes of breakers' states in its course; unmodifiable. */
  public List<StateAt> history() {
    return history;
  }
}
