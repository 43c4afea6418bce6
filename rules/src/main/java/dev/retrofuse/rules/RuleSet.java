package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All that a rule file says. The first rule that matches a call decides. */
public final class RuleSet {
  private static final RuleSet EMPTY =
      new RuleSet(Collections.<Rule>emptyList(), Trace.of(TraceMode.OFF), null, "none");

  private final List<Rule> rules;
  private final Trace trace;
  private final Deadline deadline;
  private final String source;

  RuleSet(List<Rule> rules, Trace trace, Deadline deadline, String source) {
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
    TraceMode mode = rules.isEmpty() ? TraceMode.OFF : TraceMode.PASS;
    return new RuleSet(rules, Trace.of(mode), null, "none");
  }

  /** In the order of the file; unmodifiable. */
  public List<Rule> rules() {
    return rules;
  }

  /** What becomes of trace context; off where neither a rule nor a section speaks of it. */
  public Trace trace() {
    return trace;
  }

  /** Whether any call is told of its trace, so that context has to be read. */
  public boolean traces() {
    if (trace.calls().mode() != TraceMode.OFF) {
      return true;
    }
    for (Rule rule : rules) {
      if (rule.tracing() != null && rule.tracing().mode() != TraceMode.OFF) {
        return true;
      }
    }
    return false;
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
        && trace.equals(((RuleSet) other).trace)
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
