package dev.retrofuse.review.lint;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What is known of callers and clients beside the rule file; nothing by default. Immutable. */
public final class Assumptions {
  private final double callsPerSecond;
  private final Map<String, Double> seen;
  private final long callerNanos;
  private final int clientRetries;
  private final KnownClient client;

  private Assumptions(
      double callsPerSecond,
      Map<String, Double> seen,
      long callerNanos,
      int clientRetries,
      KnownClient client) {
    this.client = client;
    this.callsPerSecond = callsPerSecond;
    this.seen = Collections.unmodifiableMap(new HashMap<>(seen));
    this.callerNanos = callerNanos;
    this.clientRetries = clientRetries;
  }

  public static Assumptions none() {
    return new Assumptions(Double.NaN, Collections.<String, Double>emptyMap(), 0, 0, null);
  }

  /** So many calls a second are made under each key of each rule. */
  public Assumptions callsPerSecond(double value) {
    return new Assumptions(value, seen, callerNanos, clientRetries, client);
  }

  /** By the name of a rule, how many calls a second its most called key had. */
  public Assumptions seen(Map<String, Double> value) {
    return new Assumptions(callsPerSecond, value, callerNanos, clientRetries, client);
  }

  /** So long callers wait for the whole request, in nanoseconds. */
  public Assumptions callerNanos(long value) {
    return new Assumptions(callsPerSecond, seen, value, clientRetries, client);
  }

  /** So often clients make a failed call again by themselves. */
  public Assumptions clientRetries(int value) {
    return new Assumptions(callsPerSecond, seen, callerNanos, value, null);
  }

  /** What the client is, which retries as it does by default. */
  public Assumptions client(KnownClient value) {
    return new Assumptions(callsPerSecond, seen, callerNanos, value.retries(), value);
  }

  /** Null when it is not known. */
  KnownClient client() {
    return client;
  }

  /** NaN when it is not known. */
  double callsPerSecond(String rule) {
    Double own = seen.get(rule);
    return own == null ? callsPerSecond : own;
  }

  boolean wasSeen(String rule) {
    return seen.containsKey(rule);
  }

  /** 0 when it is not known. */
  long callerNanos() {
    return callerNanos;
  }

  /** 0 when it is not known. */
  int clientRetries() {
    return clientRetries;
  }
}
