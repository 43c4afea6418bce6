package dev.retrofuse.benchmarks.engine;

import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.FailsafeExecutor;
import dev.retrofuse.rules.Window;
import dev.retrofuse.waist.RetrofuseGuard;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An open breaker that all threads share: asked for permission, or throwing its failure. */
@State(Scope.Benchmark)
public class Refused {
  /** resilience4j, open. */
  @State(Scope.Benchmark)
  public static class Resilience4j {
    final CircuitBreaker breaker =
        Breakers.resilience4j(
            SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);

    @Setup
    public void open() {
      breaker.transitionToOpenState();
    }
  }

  @Benchmark
  public boolean resilience4j(Resilience4j state) {
    return state.breaker.tryAcquirePermission();
  }

  @Benchmark
  public Object resilience4jThrown(Resilience4j state) {
    try {
      state.breaker.acquirePermission();
      throw new IllegalStateException("not open");
    } catch (CallNotPermittedException refused) {
      return refused;
    }
  }

  /** Failsafe, open. */
  @State(Scope.Benchmark)
  public static class Failsafe {
    final dev.failsafe.CircuitBreaker<Object> breaker = Breakers.failsafeCount();
    final FailsafeExecutor<Object> executor = dev.failsafe.Failsafe.with(breaker);

    @Setup
    public void open() {
      breaker.open();
    }
  }

  @Benchmark
  public boolean failsafe(Failsafe state) {
    return state.breaker.tryAcquirePermit();
  }

  @Benchmark
  public Object failsafeThrown(Failsafe state) {
    try {
      return state.executor.get(() -> "not open");
    } catch (CircuitBreakerOpenException refused) {
      return refused;
    }
  }

  /** A Sentinel resource, open. */
  @State(Scope.Benchmark)
  public static class Sentinel {
    @Setup
    public void open() {
      Breakers.sentinelOpen();
    }
  }

  @Benchmark
  public Object sentinelThrown(Sentinel state) {
    try {
      SphU.entry(Breakers.SENTINEL);
      throw new IllegalStateException("not open");
    } catch (BlockException refused) {
      return refused;
    }
  }

  /** A Hystrix command, open. */
  @State(Scope.Benchmark)
  public static class Hystrix {
    @Setup
    public void open() {
      Breakers.hystrixOpen();
    }
  }

  @Benchmark
  public Object hystrixThrown(Hystrix state) {
    try {
      return Breakers.hystrix(false).execute();
    } catch (HystrixRuntimeException refused) {
      return refused;
    }
  }

  /** Retrofuse's breaker, open. */
  @State(Scope.Benchmark)
  public static class Retrofuse {
    final dev.retrofuse.engine.breaker.CircuitBreaker breaker =
        Breakers.retrofuse(Window.count(100));

    @Setup
    public void open() {
      Breakers.open(breaker);
    }
  }

  @Benchmark
  public long retrofuse(Retrofuse state) {
    return state.breaker.acquire();
  }

  /** The guard that woven code calls, its breaker open; what is thrown is made anew each time. */
  @State(Scope.Benchmark)
  public static class Woven {
    private final GuardedHost host = new GuardedHost();
    RetrofuseGuard guard;

    @Setup
    public void open() {
      guard = host.guard();
      host.open();
    }

    @TearDown
    public void off() {
      host.off();
    }
  }

  @Benchmark
  public Object retrofuseThrown(Woven state) {
    RetrofuseGuard guard = state.guard;
    try {
      throw guard.exit(guard.enter(), 0, null);
    } catch (Throwable refused) {
      return refused;
    }
  }
}
