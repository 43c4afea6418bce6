package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.KeyedBreaker;
import dev.retrofuse.engine.breaker.Transition;
import dev.retrofuse.engine.breaker.TransitionListener;
import dev.retrofuse.engine.breaker.UsualTime;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseAgent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The breaker of one key of a rule, those of the keys that it tells apart, and what it learns of
 * how long calls take. Tells of their changes.
 */
final class Circuit implements TransitionListener {
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
  private final Counts counts;
  private final CircuitBreaker breaker;
  private final KeyedBreaker keyed;
  private volatile UsualTime usual;
  private volatile Breaker ruled;
  private volatile Mode mode;

  /**
   * @param shared whether further keys share it, so that the breaker has to tell them apart
   */
  Circuit(
      Rule rule,
      String key,
      boolean shared,
      EngineParts parts,
      Counts counts,
      DoubleSupplier chance) {
    this.rule = rule.name();
    this.key = key;
    this.counts = counts;
    events = parts.events();
    mode = rule.mode();
    Ticker ticker = parts.ticker();
    breaker = new CircuitBreaker(rule.breaker(), ticker, ticker.coarse(), this, chance);
    keyed =
        rule.breaker().by() == By.NOTHING && !shared
            ? null
            : new KeyedBreaker(breaker, rule.breaker(), ticker, new OfKeys());
    rule(rule.breaker(), ticker.nanos());
  }

  /** Goes on with other figures. */
  void configure(Rule other, long now) {
    mode = other.mode();
    rule(other.breaker(), now);
    configure(ruled);
  }

  private void rule(Breaker figures, long now) {
    if (figures.slowCallTimes() > 0 && usual == null) {
      usual = new UsualTime(now);
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

  /** Whether {@link #learn} wants to know how long calls take. */
  boolean learns() {
    return ruled.slowCallTimes() > 0;
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

  private final class OfKeys implements KeyedBreaker.SubTransitions {
    @Override
    public void changed(String name, Transition transition) {
      tell(key + " " + name, transition);
    }
  }

  String rule() {
    return rule;
  }

  Mode mode() {
    return mode;
  }

  Counts counts() {
    return counts;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /** Null where the breaker does not tell calls apart. */
  KeyedBreaker keyed() {
    return keyed;
  }

  /** Calls that have ended. */
  long ended() {
    final long[] sum = {breaker.ended()};
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

  /**
   * The breaker and those of the keys that it tells apart, by the names that a status gives them.
   */
  Map<String, CircuitBreaker> breakers() {
    final Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
    breakers.put(key, breaker);
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
    breaker.settle();
    if (keyed != null) {
      keyed.each(SETTLE);
    }
  }
}
