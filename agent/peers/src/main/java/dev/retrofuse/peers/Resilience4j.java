package dev.retrofuse.peers;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** resilience4j's breaker in virtual time. */
public final class Resilience4j implements AnyBreaker {
  public static final String NAME = "resilience4j";
  private static final Exception FAILURE = new Exception("a call failed");

  private final CircuitBreaker breaker;

  private Resilience4j(CircuitBreaker breaker) {
    this.breaker = breaker;
  }

  /** A breaker with the defaults of every setting, but for window, minimum and clock. */
  public static Resilience4j count(int window, int minimum, VirtualClock clock) {
    return of(settings(SlidingWindowType.COUNT_BASED, window, minimum, clock));
  }

  /** The same over a time window of so many seconds. */
  public static Resilience4j time(int seconds, int minimum, VirtualClock clock) {
    return of(settings(SlidingWindowType.TIME_BASED, seconds, minimum, clock));
  }

  /** The settings, to change further ones. */
  public static CircuitBreakerConfig.Builder settings(
      SlidingWindowType type, int window, int minimum, VirtualClock clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(window, minimum, type)
        .clock(clock)
        .currentTimestampFunction(any -> clock.getAsLong(), TimeUnit.NANOSECONDS);
  }

  public static Resilience4j of(CircuitBreakerConfig.Builder settings) {
    return new Resilience4j(CircuitBreaker.of("peer", settings.build()));
  }

  /** The settings of a breaker with a window of 10 calls and 3 trial calls after 1 s. */
  public static Resilience4j threeTrials(VirtualClock clock) {
    return of(
        settings(SlidingWindowType.COUNT_BASED, 10, 10, clock)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(3));
  }

  @Override
  public long acquire() {
    return breaker.tryAcquirePermission() ? 0 : -1;
  }

  @Override
  public void end(long permit, boolean failed) {
    if (failed) {
      breaker.onError(0, TimeUnit.NANOSECONDS, FAILURE);
    } else {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void ignore(long permit) {
    breaker.releasePermission();
  }

  @Override
  public String state() {
    return breaker.getState().name();
  }
}
