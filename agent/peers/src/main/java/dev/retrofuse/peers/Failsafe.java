package dev.retrofuse.peers;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerBuilder;
import java.time.Duration;

/** Failsafe's breaker; its clock is the machine's, so that only its open wait takes real time. */
public final class Failsafe implements AnyBreaker {
  public static final String NAME = "Failsafe";

  private final CircuitBreaker<Object> breaker;

  private Failsafe(CircuitBreaker<Object> breaker) {
    this.breaker = breaker;
  }

  /** Opens at so many failures among the last calls, and has 3 trial calls. */
  public static Failsafe count(int failures, int calls, Duration openWait) {
    return of(
        CircuitBreaker.builder()
            .withFailureThreshold(failures, calls)
            .withSuccessThreshold(3)
            .withDelay(openWait));
  }

  public static Failsafe of(CircuitBreakerBuilder<Object> settings) {
    return new Failsafe(settings.build());
  }

  @Override
  public long acquire() {
    return breaker.tryAcquirePermit() ? 0 : -1;
  }

  @Override
  public void end(long permit, boolean failed) {
    if (failed) {
      breaker.recordFailure();
    } else {
      breaker.recordSuccess();
    }
  }

  @Override
  public void ignore(long permit) {
    throw new UnsupportedOperationException("Failsafe has no such outcome");
  }

  @Override
  public String state() {
    return breaker.getState().name();
  }
}
