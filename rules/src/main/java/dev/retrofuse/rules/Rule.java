package dev.retrofuse.rules;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which calls are guarded, and how. */
public final class Rule {
  private final String name;
  private final Match match;
  private final Scope scope;
  private final Mode mode;
  private final Breaker breaker;
  private final double enforced;
  private final Set<Policy> observed;
  private final Limits limits;
  private final Priority priority;
  private final Fault fault;
  private final Retry retry;
  private final Failures failures;
  private final Fallback fallback;
  private final Tracing tracing;
  private final String source;
  private final int line;

  private Rule(Builder builder) {
    name = builder.name;
    match = builder.match;
    scope = builder.scope;
    mode = builder.mode;
    breaker = builder.breaker;
    enforced = builder.enforced;
    observed = Collections.unmodifiableSet(builder.observed);
    limits = builder.limits;
    priority = builder.priority;
    fault = builder.fault;
    retry = builder.retry;
    failures = builder.failures;
    fallback = builder.fallback;
    tracing = builder.tracing;
    source = builder.source;
    line = builder.line;
  }

  /** The same rule in observe mode. */
  Rule observing() {
    return toBuilder().mode(Mode.OBSERVE).build();
  }

  /** A rule with the match's default scope that enforces, and has no policy yet. */
  public static Builder builder(String name, Match match) {
    return new Builder(name, match);
  }

  /** Unlike that of any other rule of the set: 1 to 100 characters, any but control characters. */
  public String name() {
    return name;
  }

  public Match match() {
    return match;
  }

  /** One that suits the kind of the match. */
  public Scope scope() {
    return scope;
  }

  /** Default {@link Mode#ENFORCE}. */
  public Mode mode() {
    return mode;
  }

  /** Null when the rule has none. */
  public Breaker breaker() {
    return breaker;
  }

  /** The share of calls that the policies act upon, above 0; default 1. */
  public double enforced() {
    return enforced;
  }

  /** Policies that only observe though the rule is enforced; may be empty. */
  public Set<Policy> observed() {
    return observed;
  }

  /** Null when all calls matter alike. */
  public Priority priority() {
    return priority;
  }

  /** Null but for drills. */
  public Fault fault() {
    return fault;
  }

  /** Never null. */
  public Limits limits() {
    return limits;
  }

  /** Null when the rule has none. */
  public Retry retry() {
    return retry;
  }

  /** Never null. */
  public Failures failures() {
    return failures;
  }

  /** {@link Fallback#NONE} by default. */
  public Fallback fallback() {
    return fallback;
  }

  /** What its calls are told of their trace; null for what the whole file says. */
  public Tracing tracing() {
    return tracing;
  }

  /** The name of the file that it stands in; empty when it comes from none. Not part of equals. */
  public String source() {
    return source;
  }

  /** Where the rule begins in its file, from 1; 0 when it comes from none. Not part of equals. */
  public int line() {
    return line;
  }

  /** The same, but for what is set in it. */
  public Builder toBuilder() {
    Builder same = new Builder(name, match).scope(scope).mode(mode).breaker(breaker);
    same.enforced(enforced).limits(limits).priority(priority).fault(fault).retry(retry);
    same.failures(failures).fallback(fallback).tracing(tracing).place(source, line);
    same.observed = observed.isEmpty() ? same.observed : EnumSet.copyOf(observed);
    return same;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Rule)) {
      return false;
    }
    Rule that = (Rule) other;
    return name.equals(that.name)
        && match.equals(that.match)
        && scope == that.scope
        && mode == that.mode
        && samePolicies(that);
  }

  private boolean samePolicies(Rule that) {
    return Match.same(breaker, that.breaker)
        && limits.equals(that.limits)
        && Match.same(priority, that.priority)
        && Match.same(fault, that.fault)
        && Match.same(retry, that.retry)
        && enforced == that.enforced
        && observed.equals(that.observed)
        && failures.equals(that.failures)
        && fallback.equals(that.fallback)
        && Match.same(tracing, that.tracing);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + match.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + match + ")";
  }

  /** Sets what differs from the defaults. Values are the caller's to check. */
  public static final class Builder {
    private final String name;
    private final Match match;
    private Scope scope;
    private Mode mode = Mode.ENFORCE;
    private Breaker breaker;
    private double enforced = 1;
    private Set<Policy> observed = EnumSet.noneOf(Policy.class);
    private Limits limits = Limits.none();
    private Priority priority;
    private Fault fault;
    private Retry retry;
    private Failures failures = Failures.defaults();
    private Fallback fallback = Fallback.NONE;
    private Tracing tracing;
    private String source = "";
    private int line;

    private Builder(String name, Match match) {
      this.name = name;
      this.match = match;
      scope = Scope.defaultOf(match.kind());
    }

    public Builder scope(Scope value) {
      scope = value;
      return this;
    }

    public Builder mode(Mode value) {
      mode = value;
      return this;
    }

    public Builder breaker(Breaker value) {
      breaker = value;
      return this;
    }

    public Builder limits(Limits value) {
      limits = value;
      return this;
    }

    public Builder priority(Priority value) {
      priority = value;
      return this;
    }

    public Builder fault(Fault value) {
      fault = value;
      return this;
    }

    public Builder retry(Retry value) {
      retry = value;
      return this;
    }

    public Builder enforced(double value) {
      enforced = value;
      return this;
    }

    public Builder observed(Set<Policy> value) {
      observed = EnumSet.noneOf(Policy.class);
      observed.addAll(value);
      return this;
    }

    public Builder failures(Failures value) {
      failures = value;
      return this;
    }

    public Builder fallback(Fallback value) {
      fallback = value;
      return this;
    }

    public Builder tracing(Tracing value) {
      tracing = value;
      return this;
    }

    Builder place(String file, int value) {
      source = file;
      line = value;
      return this;
    }

    public Rule build() {
      return new Rule(this);
    }
  }
}
