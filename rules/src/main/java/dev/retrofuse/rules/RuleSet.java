package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** All that a rule file says. The first rule that matches a call decides. */
public final class RuleSet {
  private static final RuleSet EMPTY = ofNoFile(Collections.<Rule>emptyList(), TraceMode.OFF);

  private final List<Rule> rules;
  private final Trace trace;
  private final Deadline deadline;
  private final Metrics metrics;
  private final LogFile log;
  private final List<RuleTest> tests;

  /** Null where it comes from no file. */
  private final Node written;

  private final List<String> files;
  private final String environment;
  private final boolean overlaid;

  private RuleSet(
      List<Rule> rules,
      Trace trace,
      Deadline deadline,
      Metrics metrics,
      LogFile log,
      List<RuleTest> tests,
      Node written,
      List<String> files,
      String environment,
      boolean overlaid) {
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    this.trace = trace;
    this.deadline = deadline;
    this.metrics = metrics;
    this.log = log;
    this.tests = Collections.unmodifiableList(new ArrayList<>(tests));
    this.written = written;
    this.files = Collections.unmodifiableList(files);
    this.environment = environment;
    this.overlaid = overlaid;
  }

  /**
   * @param written the whole document
   */
  static RuleSet read(
      List<Rule> rules,
      Trace trace,
      Deadline deadline,
      Metrics metrics,
      LogFile log,
      List<RuleTest> tests,
      Node written) {
    List<String> files = Collections.singletonList(written.in.name);
    return new RuleSet(rules, trace, deadline, metrics, log, tests, written, files, null, false);
  }

  /** The same with what is known of where it comes from. */
  RuleSet from(List<String> files, String environment, boolean overlaid) {
    return new RuleSet(
        rules, trace, deadline, metrics, log, tests, written, files, environment, overlaid);
  }

  private static RuleSet ofNoFile(List<Rule> rules, TraceMode mode) {
    List<String> files = Collections.emptyList();
    List<RuleTest> tests = Collections.emptyList();
    return new RuleSet(rules, Trace.of(mode), null, null, null, tests, null, files, null, false);
  }

  /** No rules, no trace context: nothing is changed at all. */
  public static RuleSet empty() {
    return EMPTY;
  }

  /** Rules that come from no file, with the default trace mode. */
  public static RuleSet of(List<Rule> rules) {
    return ofNoFile(rules, rules.isEmpty() ? TraceMode.OFF : TraceMode.PASS);
  }

  /** The same, but that the rules of these names only observe. */
  public RuleSet observing(Set<String> names) {
    List<Rule> changed = new ArrayList<>();
    for (Rule rule : rules) {
      changed.add(names.contains(rule.name()) ? rule.observing() : rule);
    }
    return names.isEmpty() ? this : with(changed);
  }

  /** In the order in which they decide; unmodifiable. */
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

  /** What is counted for others to fetch or to be sent; null when nothing is said of it. */
  public Metrics metrics() {
    return metrics;
  }

  /** Where the agent's lines go; null for the standard error. */
  public LogFile log() {
    return log;
  }

  /** Of no meaning to the agent, and not part of equals; unmodifiable. */
  public List<RuleTest> tests() {
    return tests;
  }

  /** The same under other rules. */
  public RuleSet with(List<Rule> others) {
    return new RuleSet(
        others, trace, deadline, metrics, log, tests, written, files, environment, overlaid);
  }

  /** The names of the files that it was read from; unmodifiable. Not part of equals. */
  public List<String> files() {
    return files;
  }

  /** The environment that it was read for; null for none. Not part of equals. */
  public String environment() {
    return environment;
  }

  /** Whether the environment has an overlay, which is in this. Not part of equals. */
  public boolean isOverlaid() {
    return overlaid;
  }

  /** The document that it was made of; null where there is none. Not part of equals. */
  Node written() {
    return written;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleSet
        && rules.equals(((RuleSet) other).rules)
        && trace.equals(((RuleSet) other).trace)
        && Match.same(deadline, ((RuleSet) other).deadline)
        && Match.same(metrics, ((RuleSet) other).metrics)
        && Match.same(log, ((RuleSet) other).log);
  }

  @Override
  public int hashCode() {
    return rules.hashCode() * 31 + trace.hashCode();
  }

  @Override
  public String toString() {
    return rules.size() + " rules of " + files;
  }
}
