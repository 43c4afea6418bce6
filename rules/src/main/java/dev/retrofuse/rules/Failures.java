package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which ends of a call count as failures, beside what each kind of call counts by itself. */
public final class Failures {
  static final List<String> DEFAULT_STATES =
      Collections.unmodifiableList(Arrays.asList("08", "53", "57", "58", "HYT"));
  static final IntRanges DEFAULT_STATUSES = IntRanges.of(500, 599, 429, 429);
  private static final Failures DEFAULTS =
      new Failures(
          DEFAULT_STATES,
          Collections.<String>emptyList(),
          DEFAULT_STATUSES,
          Collections.<String>emptySet(),
          Collections.<String>emptySet());

  private final List<String> states;
  private final List<String> ignoredStates;
  private final IntRanges statuses;
  private final Set<String> exceptions;
  private final Set<String> ignoredExceptions;

  Failures(
      List<String> states,
      List<String> ignoredStates,
      IntRanges statuses,
      Collection<String> exceptions,
      Collection<String> ignoredExceptions) {
    this.states = Collections.unmodifiableList(new ArrayList<>(states));
    this.ignoredStates = Collections.unmodifiableList(new ArrayList<>(ignoredStates));
    this.statuses = statuses;
    this.exceptions = Collections.unmodifiableSet(new LinkedHashSet<>(exceptions));
    this.ignoredExceptions = Collections.unmodifiableSet(new LinkedHashSet<>(ignoredExceptions));
  }

  /** Those of a rule without {@code failures}. */
  public static Failures defaults() {
    return DEFAULTS;
  }

  /** Whether an HTTP response with this status is a failure; default 500-599 and 429. */
  public boolean isFailureStatus(int status) {
    return statuses.contains(status);
  }

  /**
   * Whether an SQLState begins with a prefix that counts as failure and with none that is ignored;
   * default 08, 53, 57, 58, HYT. False for null.
   */
  public boolean isFailureState(String state) {
    return startsWithAny(states, state) && !ignoresState(state);
  }

  /** Whether an SQLState is never a failure, whatever the exception's type. False for null. */
  public boolean ignoresState(String state) {
    return startsWithAny(ignoredStates, state);
  }

  private static boolean startsWithAny(List<String> prefixes, String state) {
    for (int i = 0; state != null && i < prefixes.size(); i++) {
      String prefix = prefixes.get(i);
      if (state.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return true;
      }
    }
    return false;
  }

  List<String> states() {
    return states;
  }

  List<String> ignoredStates() {
    return ignoredStates;
  }

  IntRanges statuses() {
    return statuses;
  }

  /** Names of exception classes that count as failures besides the usual ones; may be empty. */
  public Set<String> exceptions() {
    return exceptions;
  }

  /** Names of exception classes that are never failures; may be empty. */
  public Set<String> ignoredExceptions() {
    return ignoredExceptions;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Failures)) {
      return false;
    }
    Failures that = (Failures) other;
    return states.equals(that.states)
        && ignoredStates.equals(that.ignoredStates)
        && statuses.equals(that.statuses)
        && exceptions.equals(that.exceptions)
        && ignoredExceptions.equals(that.ignoredExceptions);
  }

  @Override
  public int hashCode() {
    int hash = states.hashCode() * 31 + ignoredStates.hashCode();
    return (hash * 31 + statuses.hashCode()) * 31 + exceptions.hashCode();
  }
}
