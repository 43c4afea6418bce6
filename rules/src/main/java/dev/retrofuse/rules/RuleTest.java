package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls that are played to rules, and what the rules are to make of them. Immutable. */
public final class RuleTest {
  private final String source;
  private final String name;
  private final int plays;
  private final List<TestStep> steps;

  RuleTest(String source, String name, int plays, List<TestStep> steps) {
    this.source = source;
    this.name = name;
    this.plays = plays;
    this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
  }

  /** The name of the file that it stands in. */
  public String source() {
    return source;
  }

  /** In one line. */
  public String name() {
    return name;
  }

  /** How often it is played, with jitter and other chance each time; 1 for once without jitter. */
  public int plays() {
    return plays;
  }

  /** In order, at least one; unmodifiable. */
  public List<TestStep> steps() {
    return steps;
  }
}
