package dev.retrofuse.peers.failure;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.waist.RetrofuseGuard;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A limiter knows that it will refuse, and keeps the thread until the time is up. */
public final class F11RefusesLate implements FailureMode {
  private static final String HAPPENS =
      "the next permit comes in an hour, a call may wait 0.4 s: thread held until refused";

  @Override
  public String title() {
    return "What is sure to be refused waits";
  }

  @Override
  public List<Row> play() {
    RateLimiter limiter =
        RateLimiter.of(
            "peer",
            RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofHours(1))
                .timeoutDuration(Duration.ofMillis(400))
                .build());
    return List.of(new Row(Resilience4j.NAME, HAPPENS, held(limiter::acquirePermission), here()));
  }

  private static Figure here() {
    String policies = "rate-limit: {rate: 1/h}, time-out: {call: 400ms}";
    try (RuleEngine engine = new RuleEngine(RuleEngine.rule(policies), Ticker.system())) {
      RetrofuseGuard guard = engine.guard("peer");
      return held(() -> RuleEngine.begin(guard) >= 0);
    }
  }

  private static Figure held(BooleanSupplier limiter) {
    if (!limiter.getAsBoolean()) {
      throw new IllegalStateException("the first permit is free");
    }
    long start = System.nanoTime();
    if (limiter.getAsBoolean()) {
      throw new IllegalStateException("there is one permit");
    }
    return Figure.about((System.nanoTime() - start) / 1_000_000, "ms");
  }
}
