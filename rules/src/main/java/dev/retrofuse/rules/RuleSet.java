package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All that a rule file says. The first rule that matches a call decides. */
public final class RuleSet {
  private static final RuleSet EMPTY =
      new RuleSet(Collections.<Rule>emptyList(), TraceMode.OFF, null, "none");

  private final List<Rule> rules;
  private final TraceMode trace;
  private final Deadline deadline;
  private final String source;

  RuleSet(List<Rule> rules, TraceMode trace, Deadline deadline, String source) {
    this.deadline = deadline;
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    this.trace = trace;
    this.source = source;
  }

  /** No rules, no trace context: nothing is changed at all. */
  public static RuleSet empty() {
    return EMPTY;
  }

  /** Rules that come from no file, with the default trace mode. */
  public static RuleSet of(List<Rule> rules) {
    return new RuleSet(rules, defaultTrace(rules.size()), null, "none");
  }

  static TraceMode defaultTrace(int rules) {
    return rules == 0 ? TraceMode.OFF : TraceMode.PASS;
  }

  /** In the order of the file; unmodifiable. */
  public List<Rule> rules() {
    return rules;
  }

  /** Default {@link TraceMode#PASS} when there is a rule, {@link TraceMode#OFF} when none. */
  public TraceMode trace() {
    return trace;
  }

  /** Where the time that is left stands in requests; null when nothing is said of it. */
  public Deadline deadline() {
    return deadline;
  }

  /** The file's name, as given to the reader. Not part of equals. */
  public String source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleSet
        && rules.equals(((RuleSet) other).rules)
        && trace == ((RuleSet) other).trace
        && Match.same(deadline, ((RuleSet) other).deadline);
  }

  @Override
  public int hashCode() {
    return rules.hashCode() * 31 + trace.hashCode();
  }

  @Override
  public String toString() {
    return rules.size() + " rules of " + source;
  }
}
