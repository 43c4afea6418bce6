package dev.retrofuse.peers.failure;

import com.netflix.config.ConfigurationManager;
import com.netflix.hystrix.HystrixCommandProperties;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Hystrix;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.List;

/** Somebody mistypes a setting: whether he is told, and what becomes of the calls. */
public final class F16MistakesInSettings implements FailureMode {
  private static final int CALLS = 1_000;
  private static final String WINDOW =
      "a failure rate of 500%, a minimum of 1,000 calls in a window of 100: told of";
  private static final String MISSPELT = "a failure rate of 500%, a misspelt key: told of";
  private static final String EDIT =
      "the threshold goes from 50% to 500%, then all calls fail: let through";
  private static final String RATE = "breaker: {failure-rate: 500%}";

  @Override
  public String title() {
    return "Mistakes in settings pass";
  }

  @Override
  public List<Row> play() {
    int minimum = told(() -> RuleEngine.rule("breaker: {window: 100 calls, minimum-calls: 1000}"));
    int misspelt = told(() -> RuleEngine.rule("breaker: {failure-rte: 50%}"));
    int rate = told(() -> RuleEngine.rule(RATE));
    return List.of(
        new Row(Resilience4j.NAME, WINDOW, resilience4j(), ofTwo(rate + minimum)),
        new Row(Hystrix.NAME, MISSPELT, hystrix(), ofTwo(rate + misspelt)),
        new Row(Sentinel.NAME, EDIT, sentinel(), edited()));
  }

  private static Figure ofTwo(int told) {
    return new Figure(told, "of 2 mistakes");
  }

  private static int told(Runnable setting) {
    try {
      setting.run();
      return 0;
    } catch (IllegalArgumentException told) {
      return 1;
    }
  }

  private static Figure resilience4j() {
    CircuitBreakerConfig.Builder settings = CircuitBreakerConfig.custom();
    return ofTwo(
        told(() -> settings.failureRateThreshold(500))
            + told(() -> settings.slidingWindow(100, 1_000, SlidingWindowType.COUNT_BASED)));
  }

  private static Figure hystrix() {
    HystrixCommandProperties.Setter settings = HystrixCommandProperties.Setter();
    String key = "hystrix.command.misspelt.circuitBreaker.errorTresholdPercentage";
    return ofTwo(
        told(() -> settings.withCircuitBreakerErrorThresholdPercentage(500))
            + told(() -> ConfigurationManager.getConfigInstance().setProperty(key, 50)));
  }

  /** A rule that makes no sense is left out, with a line in a log of its own: no rule is left. */
  private static Figure sentinel() {
    Sentinel sentinel = Sentinel.failureRate(0.5, 10, Sentinel.LONG_MILLIS);
    sentinel.rule(5, 10, Sentinel.LONG_MILLIS);
    return new Figure(sentinel.calls(CALLS, true), "of 1,000 calls");
  }

  /** A file with a problem is not put in force, and the rules before it stay. */
  private static Figure edited() {
    try (RuleEngine engine = new RuleEngine("breaker: {}", new VirtualClock())) {
      if (told(() -> engine.apply(RuleEngine.rule(RATE))) == 0) {
        throw new IllegalStateException("500% is in force");
      }
      RetrofuseGuard guard = engine.guard("peer");
      int passed = 0;
      for (int i = 0; i < CALLS; i++) {
        passed += RuleEngine.call(guard, 503) ? 1 : 0;
      }
      return new Figure(passed, "of 1,000 calls");
    }
  }
}
