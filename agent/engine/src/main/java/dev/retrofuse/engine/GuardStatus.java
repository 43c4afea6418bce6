package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.Force;
import dev.retrofuse.engine.drill.DrillStatus;
import dev.retrofuse.engine.gate.DeadlineGate;
import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.engine.retry.Retries;
import dev.retrofuse.engine.retry.RetryStatus;
import dev.retrofuse.engine.spool.SpoolStatus;
import dev.retrofuse.engine.window.DurationStatus;
import dev.retrofuse.engine.window.Durations;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one key of a rule is doing: counts since the agent came, and the breaker's state now. */
public final class GuardStatus {
  private final String rule;
  private final String key;
  private final Kind kind;
  private final Mode mode;
  private final CircuitState state;
  private final long calls;
  private final long failures;
  private final long slow;
  private final long refused;
  private final long wouldRefuse;
  private final long served;
  private final long wouldAnswer;
  private final long kept;
  private final long keptBytes;
  private final int concurrent;
  private final int maxConcurrent;
  private final List<PolicyStatus> policies;
  private final RetryStatus retry;
  private final SpoolStatus spool;
  private final DrillStatus drill;
  private final long countedMillis;
  private final OverrideStatus forced;
  private final OverrideStatus observed;
  private final DurationStatus durations;
  private final boolean part;
  private final long sinceMillis;
  private final long openForMillis;

  GuardStatus(
      KeyState key, Kind kind, SpoolStatus spool, DrillStatus drill, OverrideStatus observed) {
    this.rule = key.rule();
    this.key = key.key();
    this.kind = kind;
    mode = key.mode();
    this.state = key.circuitState();
    calls = key.calls();
    failures = key.counts().failures();
    slow = key.counts().slow();
    refused = key.counts().refused();
    wouldRefuse = key.counts().wouldRefuse();
    served = key.counts().served();
    wouldAnswer = key.counts().wouldAnswer();
    kept = key.kept().count();
    keptBytes = key.kept().bytes();
    this.concurrent = key.gates().concurrent();
    this.maxConcurrent = key.gates().maxConcurrent();
    policies = policies(key);
    retry = key.retries() == null ? null : key.retries().status();
    this.spool = spool;
    this.drill = drill;
    countedMillis = key.countedNanos() / 1_000_000;
    forced = key.breaker() == null ? null : forced(key.breaker());
    this.observed = observed;
    Durations counted = key.durations();
    durations = counted == null ? null : counted.status(key.ticker().nanos());
    part = false;
    this.sinceMillis = key.lastedNanos() / 1_000_000;
    this.openForMillis = key.remainingNanos() / 1_000_000;
  }

  /** Of a breaker of one of the keys that the rule tells apart. */
  GuardStatus(
      KeyState key, String name, CircuitBreaker breaker, Kind kind, OverrideStatus observed) {
    rule = key.rule();
    this.key = key.key() + " " + name;
    this.kind = kind;
    mode = key.mode();
    state = breaker.state();
    calls = breaker.ended();
    failures = breaker.failures();
    slow = breaker.slow();
    refused = 0;
    wouldRefuse = 0;
    served = 0;
    wouldAnswer = 0;
    kept = 0;
    keptBytes = 0;
    concurrent = 0;
    maxConcurrent = 0;
    policies = Collections.emptyList();
    retry = null;
    spool = null;
    drill = null;
    countedMillis = 0;
    forced = forced(breaker);
    this.observed = observed;
    durations = null;
    part = true;
    sinceMillis = breaker.lastedNanos() / 1_000_000;
    openForMillis = breaker.remainingNanos() / 1_000_000;
  }

  private static OverrideStatus forced(CircuitBreaker breaker) {
    Force force = breaker.forced();
    return force == null
        ? null
        : new OverrideStatus(force.by(), force.untilMillis(), breaker.forcedNanos());
  }

  /**
   * Of the key of a call, or of the place among its keys that the rule tells it by; null where the
   * guard is not a rule's.
   */
  public static GuardStatus of(RetrofuseGuard guard) {
    return guard instanceof CallGuard ? ((CallGuard) guard).statusOfCall() : null;
  }

  /** The retries of the key of a call; null for a rule without any, or where none decides. */
  public static RetryStatus retries(RetrofuseGuard guard) {
    Retries retries = guard instanceof CallGuard ? ((CallGuard) guard).state().retries() : null;
    return retries == null ? null : retries.status();
  }

  private List<PolicyStatus> policies(KeyState key) {
    boolean all = mode == Mode.OBSERVE;
    List<PolicyStatus> found = new ArrayList<>();
    Gate.Tally waits = key.gates().waits();
    long otherRefused = refused - waits.refused();
    long otherWould = wouldRefuse - waits.wouldRefuse();
    for (Gate gate : key.gates().inOrder()) {
      long would = gate.wouldRefuse();
      String name = gate.policy().toString();
      found.add(
          new PolicyStatus(name, all || gate.observes(), gate.refused(), would, gate.reclaimed()));
      otherRefused -= gate.refused();
      otherWould -= would;
    }
    if (key.breaker() != null) {
      boolean observes = all || key.observesBreaker();
      found.add(
          new PolicyStatus(
              Policy.BREAKER.toString(),
              observes,
              Math.max(0, otherRefused),
              Math.max(0, otherWould),
              0));
    }
    DeadlineGate deadline = key.gates().deadline();
    if (deadline != null) {
      found.add(
          new PolicyStatus(
              Policy.TIME_OUT.toString(),
              all || key.observesTimeOut(),
              deadline.times().cut() + waits.refused(),
              deadline.times().wouldCut() + waits.wouldRefuse(),
              0));
    }
    return found;
  }

  public String rule() {
    return rule;
  }

  /** Which host, database or destination; {@code (all)} for a rule with one breaker for all. */
  public String key() {
    return key;
  }

  public Kind kind() {
    return kind;
  }

  public Mode mode() {
    return mode;
  }

  public CircuitState state() {
    return state;
  }

  /** Calls that were made and have ended. */
  public long calls() {
    return calls;
  }

  public long failures() {
    return failures;
  }

  public long slow() {
    return slow;
  }

  public long refused() {
    return refused;
  }

  /** Calls that were made in observe mode, but would have been refused. */
  public long wouldRefuse() {
    return wouldRefuse;
  }

  /** Calls in whose place the application got the rule's fallback. */
  public long fallbacks() {
    return served;
  }

  /** Calls that would have got it, had the rule, or the policy that decides, not only observed. */
  public long wouldAnswer() {
    return wouldAnswer;
  }

  /** Good answers that are kept, to be given in place of calls. */
  public long kept() {
    return kept;
  }

  /** What these take, in bytes. */
  public long keptBytes() {
    return keptBytes;
  }

  /** In the order in which a call passes them. */
  public List<PolicyStatus> policies() {
    return Collections.unmodifiableList(policies);
  }

  /** Null for a rule without retries. */
  public RetryStatus retry() {
    return retry;
  }

  /** Null for a rule that keeps no messages. */
  public SpoolStatus spool() {
    return spool;
  }

  /** Null for a rule without a drill. */
  public DrillStatus drill() {
    return drill;
  }

  /** Who has forced the breaker into its state; null when nobody has. */
  public OverrideStatus forced() {
    return forced;
  }

  /** Who lets the rule observe for a time; null when its mode is that of its file. */
  public OverrideStatus observed() {
    return observed;
  }

  /** Null where the durations of calls are not counted. */
  public DurationStatus durations() {
    return durations;
  }

  /**
   * Whether this is one of the breakers that a rule's key has for each of its parts: the key's own
   * status counts their calls as well.
   */
  public boolean isPart() {
    return part;
  }

  /** Calls under way that hold a place in the bulkhead; 0 where there is none. */
  public int concurrent() {
    return concurrent;
  }

  /** 0 where there is no bulkhead. */
  public int maxConcurrent() {
    return maxConcurrent;
  }

  /** For how long {@link #calls} have been counted; 0 for a part of a key's calls. */
  public long countedMillis() {
    return countedMillis;
  }

  /** For how long the present state has lasted. */
  public long sinceMillis() {
    return sinceMillis;
  }

  /** Until trial calls are let through; 0 unless open. */
  public long openForMillis() {
    return openForMillis;
  }
}
