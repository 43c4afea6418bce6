package dev.retrofuse.simulator.policy;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.KeyedBreaker;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.breaker.Transition;
import dev.retrofuse.rules.Breaker;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Retrofuse's breaker that tells calls apart by key, and gives breakers to keys that fail only. */
public final class RetrofuseKeyed implements Policy {
  private final KeyedBreaker breakers;
  private int trips;

  public RetrofuseKeyed(Breaker rule, LongSupplier clock, RandomGenerator random) {
    CircuitBreaker parent = new CircuitBreaker(rule, clock, this::changed, random::nextDouble);
    breakers = new KeyedBreaker(parent, rule, clock, (key, transition) -> changed(transition));
  }

  @Override
  public long enter(int key, long now) {
    return place(key).acquire(now);
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    place(key).record(permit, outcome != Outcome.SUCCESS, now);
  }

  private SubBreaker place(int key) {
    SubBreaker place = breakers.find(key);
    return place == null ? breakers.add(key, "shard " + key) : place;
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
