package dev.retrofuse.peers.failure;

import com.sun.management.ThreadMXBean;
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
import java.lang.management.ManagementFactory;
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
        new Row(Resilience4j.NAME, ASKED, bytes(asked::acquire), retrofuseAsked()),
        new Row(Resilience4j.NAME, THROWN, resilience4jThrown(), thrownHere),
        new Row(Failsafe.NAME, THROWN, failsafeThrown(), thrownHere),
        new Row(Sentinel.NAME, THROWN, bytes(sentinel::acquire, TIMES), thrownHere),
        new Row(Hystrix.NAME, THROWN, bytes(Hystrix.refusal(), TIMES), thrownHere));
  }

  private static Figure retrofuseAsked() {
    Retrofuse breaker = Retrofuse.threeTrials(new VirtualClock());
    breaker.calls(10, true);
    return bytes(breaker::acquire);
  }

  private static Figure retrofuseThrown() {
    String breaker = "breaker: {minimum-calls: 10}";
    try (RuleEngine engine = new RuleEngine(breaker, new VirtualClock())) {
      RetrofuseGuard guard = engine.guard("peer");
      for (int i = 0; i < 10; i++) {
        RuleEngine.call(guard, 503);
      }
      return bytes(
          () -> {
            try {
              throw guard.exit(guard.enter(), 0, null);
            } catch (Throwable refused) {
              // What the library's caller would catch.
            }
          });
    }
  }

  private static Figure resilience4jThrown() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
    breaker.transitionToOpenState();
    return bytes(
        () -> {
          try {
            breaker.acquirePermission();
          } catch (CallNotPermittedException refused) {
            // As its decorators let it out.
          }
        });
  }

  private static Figure failsafeThrown() {
    dev.failsafe.CircuitBreaker<Object> breaker = dev.failsafe.CircuitBreaker.ofDefaults();
    breaker.open();
    FailsafeExecutor<Object> failsafe = dev.failsafe.Failsafe.with(breaker);
    return bytes(
        () -> {
          try {
            failsafe.run(() -> {});
          } catch (CircuitBreakerOpenException refused) {
            // The library's own failure.
          }
        });
  }

  private static Figure bytes(Runnable refusal) {
    return bytes(refusal, WARM_UP);
  }

  /** Half of its time is for the compiler, which may take allocations away. */
  private static Figure bytes(Runnable refusal, int warmUp) {
    run(refusal, warmUp);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    run(refusal, TIMES);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    return new Figure(Math.rint((double) allocated / TIMES), "bytes");
  }

  private static void run(Runnable refusal, int times) {
    for (int i = 0; i < times; i++) {
      refusal.run();
    }
  }
}
