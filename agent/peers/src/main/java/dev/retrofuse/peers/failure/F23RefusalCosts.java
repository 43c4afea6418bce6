package dev.retrofuse.peers.failure;

import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.FailsafeExecutor;
import dev.retrofuse.peers.Failsafe;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Hystrix;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;

/** A refusal that is dearer than the call it saves. Bytes, for they are the same each time. */
public final class F23RefusalCosts implements FailureMode {
  private static final int WARM_UP = 20_000;
  private static final int TIMES = 5_000;
  private static final String ASKED = "an open breaker is asked: allocated by each refusal";
  private static final String THROWN = "an open breaker throws: allocated by each refusal";

  @Override
  public String title() {
    return "A refusal costs more than the call";
  }

  @Override
  public List<Row> play() {
    Figure thrownHere = retrofuseThrown();
    Resilience4j asked = Resilience4j.count(10, 10, new VirtualClock());
    asked.calls(10, true);
    Sentinel sentinel = Sentinel.failureRate(0.5, 10, Sentinel.LONG_MILLIS);
    sentinel.calls(10, true);
    return List.of(
        new Row(Resilience4j.NAME, ASKED, Allocated.by(asked::acquire, WARM_UP), retrofuseAsked()),
        new Row(Resilience4j.NAME, THROWN, resilience4jThrown(), thrownHere),
        new Row(Failsafe.NAME, THROWN, failsafeThrown(), thrownHere),
        new Row(Sentinel.NAME, THROWN, Allocated.by(sentinel::acquire, TIMES), thrownHere),
        new Row(Hystrix.NAME, THROWN, Allocated.by(Hystrix.refusal(), TIMES), thrownHere));
  }

  private static Figure retrofuseAsked() {
    Retrofuse breaker = Retrofuse.threeTrials(new VirtualClock());
    breaker.calls(10, true);
    return Allocated.by(breaker::acquire, WARM_UP);
  }

  private static Figure retrofuseThrown() {
    String breaker = "breaker: {minimum-calls: 10}";
    try (RuleEngine engine = new RuleEngine(breaker, new VirtualClock())) {
      RetrofuseGuard guard = engine.guard("peer");
      for (int i = 0; i < 10; i++) {
        RuleEngine.call(guard, 503);
      }
      return Allocated.by(
          () -> {
            try {
              throw guard.exit(guard.enter(), 0, null);
            } catch (Throwable refused) {
              // What the library's caller would catch.
            }
          },
          WARM_UP);
    }
  }

  private static Figure resilience4jThrown() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
    breaker.transitionToOpenState();
    return Allocated.by(
        () -> {
          try {
            breaker.acquirePermission();
          } catch (CallNotPermittedException refused) {
            // As its decorators let it out.
          }
        },
        WARM_UP);
  }

  private static Figure failsafeThrown() {
    dev.failsafe.CircuitBreaker<Object> breaker = dev.failsafe.CircuitBreaker.ofDefaults();
    breaker.open();
    FailsafeExecutor<Object> failsafe = dev.failsafe.Failsafe.with(breaker);
    return Allocated.by(
        () -> {
          try {
            failsafe.run(() -> {});
          } catch (CircuitBreakerOpenException refused) {
            // The library's own failure.
          }
        },
        WARM_UP);
  }
}
