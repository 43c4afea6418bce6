package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.KeyedBreaker;
import dev.retrofuse.engine.breaker.Permit;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.breaker.Transition;
import dev.retrofuse.engine.breaker.TransitionListener;
import dev.retrofuse.engine.breaker.UsualTime;
import dev.retrofuse.engine.fallback.KeptAnswers;
import dev.retrofuse.engine.gate.Gates;
import dev.retrofuse.engine.retry.Retries;
import dev.retrofuse.engine.retry.RetryBudgets;
import dev.retrofuse.engine.window.Durations;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.Scope;
import dev.retrofuse.waist.RetrofuseAgent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The state of a rule's policies for one key: what outlives an edit of the rule's figures. The
 * guards of a rule set refer to it, those of the next rule set too.
 */
final class KeyState implements TransitionListener {
  private static final KeyedBreaker.Visitor SETTLE =
      new KeyedBreaker.Visitor() {
        @Override
        public void visit(String name, CircuitBreaker of) {
          of.settle();
        }
      };

  private final String rule;
  private final String key;
  private final Events events;
  private final Counts counts = new Counts();
  private final Ticker ticker;
  private final long begun;
  private final Gates gates;
  private final CircuitBreaker breaker;
  private final KeyedBreaker keyed;
  private final Retries retries;
  private volatile UsualTime usual;
  private volatile Breaker ruled;
  private final KeptAnswers.OfKey kept;
  private volatile Durations durations;
  private volatile Mode mode;
  private volatile boolean observesBreaker;
  private volatile boolean observesTimeOut;

  /**
   * @param shared whether further keys share this state, so that the breaker has to tell them apart
   */
  KeyState(Rule rule, String key, boolean shared, EngineParts parts, KeptAnswers answers) {
    kept = answers.new OfKey();
    this.rule = rule.name();
    this.key = key;
    events = parts.events();
    mode = rule.mode();
    observesBreaker = rule.observed().contains(Policy.BREAKER);
    observesTimeOut = rule.observed().contains(Policy.TIME_OUT);
    ticker = parts.ticker();
    begun = ticker.nanos();
    gates = new Gates(rule, begun, new Chance());
    breaker =
        rule.breaker() == null
            ? null
            : new CircuitBreaker(rule.breaker(), ticker, ticker.coarse(), this, new Chance());
    keyed =
        breaker == null || (rule.breaker().by() == By.NOTHING && !shared)
            ? null
            : new KeyedBreaker(breaker, rule.breaker(), ticker, new OfKeys());
    retries = rule.retry() == null ? null : retries(rule, shared, parts.budgets());
    rule(rule.breaker());
  }

  /** Calls of one key are calls of one dependency, whatever rule they match. */
  private Retries retries(Rule rule, boolean shared, RetryBudgets budgets) {
    boolean own = shared || rule.scope() == Scope.RULE;
    String dependency = own ? "rule " + rule.name() : rule.match().kind() + " " + key;
    return new Retries(rule.retry(), budgets.of(dependency, begun), begun);
  }

  /** Goes on under a rule that has the same policies with other figures. */
  void configure(Rule other) {
    mode = other.mode();
    observesBreaker = other.observed().contains(Policy.BREAKER);
    observesTimeOut = other.observed().contains(Policy.TIME_OUT);
    gates.configure(other, ticker.nanos());
    if (breaker != null) {
      rule(other.breaker());
      configure(ruled);
    }
    if (retries != null) {
      retries.configure(other.retry());
    }
  }

  private void rule(Breaker figures) {
    if (figures != null && figures.slowCallTimes() > 0 && usual == null) {
      usual = new UsualTime(ticker.nanos());
    }
    ruled = figures;
  }

  private void configure(Breaker figures) {
    Breaker learned = figures.slowCallTimes() == 0 ? figures : withUsual(figures);
    breaker.configure(learned);
    if (keyed != null) {
      keyed.configure(learned);
    }
  }

  private Breaker withUsual(Breaker figures) {
    long slow = Math.max(figures.slowCallNanos(), usual.threshold());
    return figures.toBuilder().slowCallNanos(slow).build();
  }

  /** Guards that are made from now on count how long calls take, or do not. */
  void measure(boolean measures) {
    if (!measures) {
      durations = null;
    } else if (durations == null) {
      durations = new Durations(ticker.nanos());
    }
  }

  /** Null where nobody wants to know how long calls take. */
  Durations durations() {
    return durations;
  }

  /** Whether {@link #learn} wants to know how long calls take. */
  boolean learns() {
    return breaker != null && ruled.slowCallTimes() > 0;
  }

  /** A call was answered well after so many nanoseconds. */
  void learn(long nanos, long now) {
    Breaker figures = ruled;
    if (figures.slowCallTimes() > 0 && usual.record(nanos, figures.slowCallTimes(), now)) {
      configure(figures);
      if (!ruled.equals(figures)) {
        configure(ruled); // the rule was edited meanwhile
      }
    }
  }

  @Override
  public void changed(Transition transition) {
    tell(key, transition);
  }

  private void tell(String of, Transition transition) {
    try {
      events.stateChanged(new StateChange(this, of, transition, UtcTime.nowMillis()));
    } catch (RuntimeException fault) {
      // The call that brought the change about must not fail for it.
      RetrofuseAgent.fault(fault, "engine");
    }
  }

  /** Says that a call was refused, where somebody wants to know. */
  void tellRefused(CallGuard guard, long permit) {
    try {
      if (events.watchesCalls()) {
        events.refused(guard.refusal(permit));
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
      if (events.watchesCalls()) {
        long nanos = Permit.elapsed(permit, ticker.nanos());
        events.slow(rule, sub == null ? key : key + " " + sub.name(), nanos);
      }
    } catch (RuntimeException fault) {
      RetrofuseAgent.fault(fault, "engine");
    }
  }

  private final class OfKeys implements KeyedBreaker.SubTransitions {
    @Override
    public void changed(String name, Transition transition) {
      tell(key + " " + name, transition);
    }
  }

  private final class Chance implements DoubleSupplier {
    @Override
    public double getAsDouble() {
      return ticker.chance();
    }
  }

  /** Null where the breaker does not tell calls apart. */
  KeyedBreaker keyed() {
    return keyed;
  }

  String rule() {
    return rule;
  }

  String key() {
    return key;
  }

  boolean observesBreaker() {
    return observesBreaker;
  }

  boolean observesTimeOut() {
    return observesTimeOut;
  }

  Mode mode() {
    return mode;
  }

  Counts counts() {
    return counts;
  }

  Ticker ticker() {
    return ticker;
  }

  Gates gates() {
    return gates;
  }

  /** For how long calls have been counted, in nanoseconds. */
  long countedNanos() {
    return ticker.nanos() - begun;
  }

  /** Calls that have ended; a breaker counts them anyway. */
  long calls() {
    return breaker == null ? counts.calls() : breaker.ended() + endedByKey();
  }

  private long endedByKey() {
    final long[] sum = new long[1];
    if (keyed != null) {
      keyed.each(
          new KeyedBreaker.Visitor() {
            @Override
            public void visit(String name, CircuitBreaker of) {
              sum[0] += of.ended();
            }
          });
    }
    return sum[0];
  }

  /** Null for a rule without one. */
  CircuitBreaker breaker() {
    return breaker;
  }

  /** It and those of the keys that it tells apart, by the names that a status gives them. */
  Map<String, CircuitBreaker> breakers() {
    final Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
    if (breaker != null) {
      breakers.put(key, breaker);
    }
    if (keyed != null) {
      keyed.each(
          new KeyedBreaker.Visitor() {
            @Override
            public void visit(String name, CircuitBreaker of) {
              breakers.put(key + " " + name, of);
            }
          });
    }
    return breakers;
  }

  /** Lets breakers change to the state that is due, for which no call has come. */
  void settle() {
    if (breaker != null) {
      breaker.settle();
    }
    if (keyed != null) {
      keyed.each(SETTLE);
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
    return breaker == null ? CircuitState.NONE : breaker.state();
  }

  long lastedNanos() {
    return breaker == null ? 0 : breaker.lastedNanos();
  }

  long remainingNanos() {
    return breaker == null ? 0 : breaker.remainingNanos();
  }
}
