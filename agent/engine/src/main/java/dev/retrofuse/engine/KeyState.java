package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.KeyedBreaker;
import dev.retrofuse.engine.breaker.Permit;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.fallback.KeptAnswers;
import dev.retrofuse.engine.gate.Gates;
import dev.retrofuse.engine.retry.Retries;
import dev.retrofuse.engine.retry.RetryBudgets;
import dev.retrofuse.engine.window.Durations;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.Scope;
import dev.retrofuse.waist.RetrofuseAgent;
import java.util.Collections;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The state of a rule's policies for one key. An edit of the rule makes another one, which goes on
 * with the parts of all policies that are still there.
 */
final class KeyState {
  private final Rule rule;
  private final String key;
  private final boolean shared;
  private final EngineParts parts;
  private final Counts counts;
  private final long begun;
  private final Gates gates;
  private final Circuit circuit;
  private final Retries retries;
  private final KeptAnswers.OfKey kept;
  private final Durations durations;

  /**
   * @param shared whether further keys share this state, so that the breaker has to tell them apart
   * @param measures whether it is counted how long calls take
   */
  KeyState(
      Rule rule,
      String key,
      boolean shared,
      boolean measures,
      EngineParts parts,
      KeptAnswers answers) {
    this.rule = rule;
    this.key = key;
    this.shared = shared;
    this.parts = parts;
    counts = new Counts();
    begun = parts.ticker().nanos();
    kept = answers.new OfKey();
    durations = measures ? new Durations(begun) : null;
    gates = new Gates(rule, null, begun, new Chance(ticker()));
    circuit = rule.breaker() == null ? null : newCircuit();
    retries = rule.retry() == null ? null : newRetries();
  }

  /** Goes on under an edited rule of the same match and scope. */
  KeyState(Rule rule, boolean measures, KeyState before) {
    this.rule = rule;
    key = before.key;
    shared = before.shared;
    parts = before.parts;
    counts = before.counts;
    begun = before.begun;
    kept = before.kept;
    long now = parts.ticker().nanos();
    durations = !measures ? null : before.durations != null ? before.durations : new Durations(now);
    gates = new Gates(rule, before.gates, now, new Chance(ticker()));
    circuit = circuit(before, now);
    retries = retries(before);
  }

  private Circuit circuit(KeyState before, long now) {
    Circuit known = before.circuit;
    if (rule.breaker() == null) {
      counts.addCalls(known == null ? 0 : known.ended());
      return null;
    }
    if (known == null) {
      return newCircuit();
    }
    known.configure(rule, now);
    return known;
  }

  private Circuit newCircuit() {
    return new Circuit(rule, key, shared, parts, counts, new Chance(ticker()));
  }

  private Retries retries(KeyState before) {
    if (rule.retry() == null || before.retries == null) {
      return rule.retry() == null ? null : newRetries();
    }
    before.retries.configure(rule.retry());
    return before.retries;
  }

  /** Calls of one key are calls of one dependency, whatever rule they match. */
  private Retries newRetries() {
    RetryBudgets budgets = parts.budgets();
    boolean own = shared || rule.scope() == Scope.RULE;
    String dependency = own ? "rule " + rule.name() : rule.match().kind() + " " + key;
    return new Retries(rule.retry(), budgets.of(dependency, begun), begun);
  }

  /** Of the ticker alone, for parts outlive the state that made them. */
  private static final class Chance implements DoubleSupplier {
    private final Ticker ticker;

    Chance(Ticker ticker) {
      this.ticker = ticker;
    }

    @Override
    public double getAsDouble() {
      return ticker.chance();
    }
  }

  /** Says that a call was refused, where somebody wants to know. */
  void tellRefused(CallGuard guard, long permit) {
    try {
      if (parts.events().watchesCalls()) {
        parts.events().refused(guard.refusal(permit));
      }
    } catch (RuntimeException fault) {
      RetrofuseAgent.fault(fault, "engine");
    }
  }

  /**
   * Says that a call was slow, where somebody wants to know.
   *
   * @param sub see {@link CallGuard}
   */
  void tellSlow(SubBreaker sub, long permit) {
    try {
      if (parts.events().watchesCalls()) {
        long nanos = Permit.elapsed(permit, ticker().nanos());
        parts.events().slow(rule(), sub == null ? key : key + " " + sub.name(), nanos);
      }
    } catch (RuntimeException fault) {
      RetrofuseAgent.fault(fault, "engine");
    }
  }

  String rule() {
    return rule.name();
  }

  String key() {
    return key;
  }

  boolean observesBreaker() {
    return rule.observed().contains(Policy.BREAKER);
  }

  boolean observesTimeOut() {
    return rule.observed().contains(Policy.TIME_OUT);
  }

  Mode mode() {
    return rule.mode();
  }

  Counts counts() {
    return counts;
  }

  Ticker ticker() {
    return parts.ticker();
  }

  Gates gates() {
    return gates;
  }

  /** Null where nobody wants to know how long calls take. */
  Durations durations() {
    return durations;
  }

  /** For how long calls have been counted, in nanoseconds. */
  long countedNanos() {
    return ticker().nanos() - begun;
  }

  /** Calls that have ended; a breaker counts them anyway. */
  long calls() {
    return counts.calls() + (circuit == null ? 0 : circuit.ended());
  }

  /** What learns from how long calls take; null where nothing does. */
  Circuit learner() {
    return circuit != null && circuit.learns() ? circuit : null;
  }

  /** Null for a rule without one. */
  CircuitBreaker breaker() {
    return circuit == null ? null : circuit.breaker();
  }

  /** Null where there is no breaker that tells calls apart. */
  KeyedBreaker keyed() {
    return circuit == null ? null : circuit.keyed();
  }

  /** See {@link Circuit#breakers}; none for a rule without one. */
  Map<String, CircuitBreaker> breakers() {
    return circuit == null ? Collections.<String, CircuitBreaker>emptyMap() : circuit.breakers();
  }

  /** See {@link Circuit#settle}. */
  void settle() {
    if (circuit != null) {
      circuit.settle();
    }
  }

  /** The good answers that are kept. */
  KeptAnswers.OfKey kept() {
    return kept;
  }

  /** Null for a rule without any. */
  Retries retries() {
    return retries;
  }

  CircuitState circuitState() {
    return circuit == null ? CircuitState.NONE : circuit.breaker().state();
  }

  long lastedNanos() {
    return circuit == null ? 0 : circuit.breaker().lastedNanos();
  }

  long remainingNanos() {
    return circuit == null ? 0 : circuit.breaker().remainingNanos();
  }
}
