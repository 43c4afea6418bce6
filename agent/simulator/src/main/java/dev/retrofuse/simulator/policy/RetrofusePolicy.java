package dev.retrofuse.simulator.policy;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.Transition;
import dev.retrofuse.rules.Breaker;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Retrofuse's own engine, under the simulated clock. It guards each try, of whatever key, of an
 * application that knows nothing of it and retries what fails, refused or not.
 */
public final class RetrofusePolicy implements Policy {
  private final Breaker rule;
  private final LongSupplier clock;
  private final RandomGenerator random;
  private CircuitBreaker breaker;
  private int trips;

  public RetrofusePolicy(Breaker rule, LongSupplier clock, RandomGenerator random) {
    this.rule = rule;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public long enter(int key, long now) {
    if (breaker == null) {
      // At the first call, as the engine does.
      breaker = new CircuitBreaker(rule, clock, this::changed, random::nextDouble);
    }
    return breaker.acquire(now);
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    breaker.record(permit, outcome != Outcome.SUCCESS, now);
  }

  /** Whether further tries are sure to be refused for a time. */
  boolean isOpen() {
    return breaker.remainingNanos() > 0;
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
