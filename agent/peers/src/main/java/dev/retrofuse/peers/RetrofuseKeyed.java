package dev.retrofuse.peers;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.KeyedBreaker;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.rules.Breaker;
import java.util.function.LongSupplier;

/** Retrofuse's breaker that tells calls apart by key. */
public final class RetrofuseKeyed implements AnyKeyedBreaker {
  private final KeyedBreaker breaker;
  private final LongSupplier nanos;

  public RetrofuseKeyed(Breaker settings, LongSupplier nanos) {
    this.nanos = nanos;
    CircuitBreaker parent = new CircuitBreaker(settings, nanos, transition -> {});
    breaker = new KeyedBreaker(parent, settings, nanos, (key, transition) -> {});
  }

  @Override
  public long acquire(String key) {
    return place(key).acquire(nanos.getAsLong());
  }

  @Override
  public void end(long permit, String key, boolean failed) {
    place(key).record(permit, failed, nanos.getAsLong());
  }

  private SubBreaker place(String key) {
    SubBreaker known = breaker.find(key);
    return known != null ? known : breaker.add(key);
  }
}
