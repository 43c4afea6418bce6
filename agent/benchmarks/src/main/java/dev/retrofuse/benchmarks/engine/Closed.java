package dev.retrofuse.benchmarks.engine;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.retrofuse.engine.clock.CoarseClock;
import dev.retrofuse.rules.Window;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseWatch;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A closed breaker that all threads share: permission, start time, end time, a success. What would
 * be called in between costs nothing. Libraries that read the clock themselves are not made to read
 * it again.
 */
@State(Scope.Benchmark)
public class Closed {
  /** resilience4j's four windows, as its decorators use the breaker. */
  @State(Scope.Benchmark)
  public static class Resilience4j {
    final CircuitBreaker count =
        Breakers.resilience4j(
            SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
    final CircuitBreaker countLockFree =
        Breakers.resilience4j(
            SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE);
    final CircuitBreaker time =
        Breakers.resilience4j(
            SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED);
    final CircuitBreaker timeLockFree =
        Breakers.resilience4j(
            SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE);
  }

  @Benchmark
  public void resilience4jCount(Resilience4j state) {
    call(state.count);
  }

  @Benchmark
  public void resilience4jCountLockFree(Resilience4j state) {
    call(state.countLockFree);
  }

  @Benchmark
  public void resilience4jTime(Resilience4j state) {
    call(state.time);
  }

  @Benchmark
  public void resilience4jTimeLockFree(Resilience4j state) {
    call(state.timeLockFree);
  }

  private static void call(CircuitBreaker breaker) {
    if (!breaker.tryAcquirePermission()) {
      throw new IllegalStateException("refused");
    }
    long start = breaker.getCurrentTimestamp();
    long elapsed = breaker.getCurrentTimestamp() - start;
    breaker.onSuccess(elapsed, breaker.getTimestampUnit());
  }

  /** Failsafe's breakers, which know no durations: the clock is read as by an interceptor. */
  @State(Scope.Benchmark)
  public static class Failsafe {
    final dev.failsafe.CircuitBreaker<Object> count = Breakers.failsafeCount();
    final dev.failsafe.CircuitBreaker<Object> time = Breakers.failsafeTime();
  }

  @Benchmark
  public long failsafeCount(Failsafe state) {
    return call(state.count);
  }

  @Benchmark
  public long failsafeTime(Failsafe state) {
    return call(state.time);
  }

  private static long call(dev.failsafe.CircuitBreaker<Object> breaker) {
    if (!breaker.tryAcquirePermit()) {
      throw new IllegalStateException("refused");
    }
    long start = System.nanoTime();
    long elapsed = System.nanoTime() - start;
    breaker.recordSuccess();
    return elapsed;
  }

  /** A Sentinel resource with one degrade rule. */
  @State(Scope.Benchmark)
  public static class Sentinel {
    @Setup
    public void rule() {
      Breakers.sentinelRule();
    }
  }

  @Benchmark
  public void sentinel(Sentinel state) throws BlockException {
    Entry entry = SphU.entry(Breakers.SENTINEL);
    entry.exit();
  }

  @Benchmark
  public Object hystrix() {
    return Breakers.hystrix(false).execute();
  }

  /** concurrency-limits' limiter, which is no breaker. */
  @State(Scope.Benchmark)
  public static class Netflix {
    final SimpleLimiter<Void> gradient2 =
        SimpleLimiter.newBuilder().limit(Gradient2Limit.newDefault()).build();
  }

  @Benchmark
  public void concurrencyLimits(Netflix state) {
    state.gradient2.acquire(null).ifPresent(Limiter.Listener::onSuccess);
  }

  /** Retrofuse's windows, with slow-call detection, so that both ends read the clock. */
  @State(Scope.Benchmark)
  public static class Retrofuse {
    final dev.retrofuse.engine.breaker.CircuitBreaker time =
        Breakers.retrofuse(Window.time(10_000_000_000L));
    final dev.retrofuse.engine.breaker.CircuitBreaker count = Breakers.retrofuse(Window.count(100));
  }

  @Benchmark
  public boolean retrofuseTime(Retrofuse state) {
    return state.time.record(state.time.acquire(), false);
  }

  @Benchmark
  public boolean retrofuseCount(Retrofuse state) {
    return state.count.record(state.count.acquire(), false);
  }

  /** The same as they are while the coarse clock pays; CPU time includes its thread's. */
  @State(Scope.Benchmark)
  public static class Ticked {
    private final CoarseClock clock = new CoarseClock(System::nanoTime);
    final dev.retrofuse.engine.breaker.CircuitBreaker time =
        Breakers.retrofuse(Window.time(10_000_000_000L), clock);
    final dev.retrofuse.engine.breaker.CircuitBreaker count =
        Breakers.retrofuse(Window.count(100), clock);

    @Setup(Level.Iteration)
    public void second() {
      clock.everySecond();
    }

    @TearDown
    public void end() {
      clock.stop();
    }
  }

  @Benchmark
  public boolean retrofuseTimeTicked(Ticked state) {
    return state.time.record(state.time.acquire(), false);
  }

  @Benchmark
  public boolean retrofuseCountTicked(Ticked state) {
    return state.count.record(state.count.acquire(), false);
  }

  /** The same breaker behind the guard that woven code calls. */
  @State(Scope.Benchmark)
  public static class Woven {
    private final GuardedHost host = new GuardedHost();
    RetrofuseGuard guard;

    @Setup
    public void on() {
      guard = host.guard();
    }

    @TearDown
    public void off() {
      host.off();
    }
  }

  @Benchmark
  public Object retrofuseGuard(Woven state) {
    return state.guard.exit(state.guard.enter(), 200, null);
  }

  /** The same while somebody looks on, so that it is counted how long calls take. */
  @State(Scope.Benchmark)
  public static class LookedOn {
    private final GuardedHost host = new GuardedHost();
    RetrofuseGuard guard;

    @Setup
    public void on() {
      guard = host.guardThatIsLookedOn();
    }

    @TearDown
    public void off() {
      host.off();
    }
  }

  @Benchmark
  public Object retrofuseGuardLookedOn(LookedOn state) {
    return state.guard.exit(state.guard.enter(), 200, null);
  }

  /** The same with a time-out, so that the call is watched while it is under way. */
  @State(Scope.Benchmark)
  public static class TimeOut {
    private final GuardedHost host = new GuardedHost();
    final Object target = new Object();
    RetrofuseGuard guard;

    @Setup
    public void on() {
      guard = host.guardThatLimitsTime();
    }

    @TearDown
    public void off() {
      host.off();
    }
  }

  @Benchmark
  public Object retrofuseGuardTimeOut(TimeOut state) {
    long permit = state.guard.enter();
    RetrofuseWatch watch = state.guard.watch(permit, state.target, null);
    return state.guard.exit(permit, 200, watch.end(null));
  }
}
