package dev.retrofuse.peers;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.util.function.LongSupplier;

/** Retrofuse's breaker as the scenarios ask for it. */
public final class Retrofuse implements AnyBreaker {
  private final CircuitBreaker breaker;

  public Retrofuse(Breaker settings, LongSupplier nanos) {
    breaker = new CircuitBreaker(settings, nanos, transition -> {});
  }

  /** A window of 10 calls and 3 trial calls after 1 s. */
  public static Retrofuse threeTrials(LongSupplier nanos) {
    Breaker.Builder settings = Breaker.builder().window(Window.count(10)).minimumCalls(10);
    return new Retrofuse(settings.openWaitNanos(1_000_000_000L).jitter(0).build(), nanos);
  }

  @Override
  public long acquire() {
    return breaker.acquire();
  }

  @Override
  public void end(long permit, boolean failed) {
    breaker.record(permit, failed);
  }

  @Override
  public void ignore(long permit) {
    breaker.release(permit);
  }

  @Override
  public String state() {
    return breaker.state().name();
  }
}
