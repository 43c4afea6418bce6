package dev.retrofuse.simulator.policy;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.Transition;
import dev.retrofuse.rules.Breaker;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Retrofuse's own engine, under the simulated clock. It guards each try of an application that
 * knows nothing of it and retries what fails, refused or not.
 */
public final class RetrofusePolicy implements Policy {
  private final Breaker rule;
  private final LongSupplier clock;
  private final RandomGenerator random;
  private final CircuitBreaker[] breakers;
  private int trips;

  /**
   * @param scopes so many breakers: one for all keys, or one for each as a rule with a scope has
   */
  public RetrofusePolicy(Breaker rule, int scopes, LongSupplier clock, RandomGenerator random) {
    this.rule = rule;
    this.clock = clock;
    this.random = random;
    breakers = new CircuitBreaker[scopes];
  }

  @Override
  public long enter(int key, long now) {
    return breaker(key).acquire(now);
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    breaker(key).record(permit, outcome != Outcome.SUCCESS, now);
  }

  /** Made at the first call, as the engine does. */
  private CircuitBreaker breaker(int key) {
    int scope = key % breakers.length;
    CircuitBreaker breaker = breakers[scope];
    if (breaker == null) {
      breaker = new CircuitBreaker(rule, clock, this::changed, random::nextDouble);
      breakers[scope] = breaker;
    }
    return breaker;
  }

  private void changed(Transition transition) {
    trips += transition.to() == CircuitState.OPEN ? 1 : 0;
  }

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return true;
  }

  @Override
  public int trips() {
    return trips;
  }
}
