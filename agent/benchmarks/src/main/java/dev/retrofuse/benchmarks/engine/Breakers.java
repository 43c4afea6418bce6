package dev.retrofuse.benchmarks.engine;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import dev.retrofuse.engine.clock.CoarseClock;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.List;

/** The breakers of all libraries, set alike: 50% of 100 calls or of 10 s, open for an hour. */
final class Breakers {
  static final String SENTINEL = "resource";
  private static final int CALLS = 100;
  private static final int SECONDS = 10;
  private static final int PERCENT = 50;
  private static final Duration OPEN_WAIT = Duration.ofHours(1);

  static {
    // Else it writes to the home directory.
    System.setProperty("csp.sentinel.log.dir", System.getProperty("java.io.tmpdir") + "/sentinel");
    System.setProperty("csp.sentinel.metric.flush.interval", "0");
  }

  private Breakers() {}

  static CircuitBreaker resilience4j(
      SlidingWindowType type, SlidingWindowSynchronizationStrategy strategy) {
    int size = type == SlidingWindowType.COUNT_BASED ? CALLS : SECONDS;
    return CircuitBreaker.of(
        "breaker",
        CircuitBreakerConfig.custom()
            .slidingWindow(size, CALLS, type, strategy)
            .waitDurationInOpenState(OPEN_WAIT)
            .build());
  }

  static dev.failsafe.CircuitBreaker<Object> failsafeCount() {
    return dev.failsafe.CircuitBreaker.builder()
        .withFailureThreshold(CALLS / 2, CALLS)
        .withDelay(OPEN_WAIT)
        .build();
  }

  static dev.failsafe.CircuitBreaker<Object> failsafeTime() {
    return dev.failsafe.CircuitBreaker.builder()
        .withFailureRateThreshold(PERCENT, CALLS, Duration.ofSeconds(SECONDS))
        .withDelay(OPEN_WAIT)
        .build();
  }

  static dev.retrofuse.engine.breaker.CircuitBreaker retrofuse(Window window) {
    return retrofuse(window, null);
  }

  static dev.retrofuse.engine.breaker.CircuitBreaker retrofuse(Window window, CoarseClock coarse) {
    Breaker settings =
        Breaker.builder()
            .window(window)
            .minimumCalls(CALLS)
            .slowCallNanos(Duration.ofSeconds(1).toNanos())
            .openWaitNanos(OPEN_WAIT.toNanos())
            .build();
    return new dev.retrofuse.engine.breaker.CircuitBreaker(
        settings, System::nanoTime, coarse, transition -> {});
  }

  static void open(dev.retrofuse.engine.breaker.CircuitBreaker breaker) {
    long permit = breaker.acquire();
    while (permit >= 0) {
      breaker.record(permit, true);
      permit = breaker.acquire();
    }
  }

  static void sentinelRule() {
    DegradeRule rule =
        new DegradeRule(SENTINEL)
            .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO)
            .setCount(PERCENT / 100.0)
            .setMinRequestAmount(CALLS)
            .setStatIntervalMs(SECONDS * 1_000)
            .setTimeWindow((int) OPEN_WAIT.toSeconds());
    DegradeRuleManager.loadRules(List.of(rule));
  }

  static void sentinelOpen() {
    sentinelRule();
    for (; ; ) {
      try {
        Entry entry = SphU.entry(SENTINEL);
        Tracer.traceEntry(new IllegalStateException("a call failed"), entry);
        entry.exit();
      } catch (BlockException open) {
        return;
      }
    }
  }

  static HystrixCommand<Object> hystrix(boolean fails) {
    HystrixCommandProperties.Setter settings =
        HystrixCommandProperties.Setter()
            .withExecutionIsolationStrategy(ExecutionIsolationStrategy.SEMAPHORE)
            .withExecutionIsolationSemaphoreMaxConcurrentRequests(CALLS)
            .withExecutionTimeoutEnabled(false)
            .withFallbackEnabled(false)
            .withCircuitBreakerSleepWindowInMilliseconds((int) OPEN_WAIT.toMillis());
    return new HystrixCommand<>(
        HystrixCommand.Setter.withGroupKey(HystrixCommandGroupKey.Factory.asKey("group"))
            .andCommandPropertiesDefaults(settings)) {
      @Override
      protected Object run() {
        if (fails) {
          throw new IllegalStateException("a call failed");
        }
        return "";
      }
    };
  }

  /** Its verdict comes with a snapshot each half second: fails until then. */
  static void hystrixOpen() {
    while (!hystrix(false).isCircuitBreakerOpen()) {
      try {
        hystrix(true).execute();
      } catch (HystrixRuntimeException failed) {
        // That is what opens it.
      }
    }
  }
}
