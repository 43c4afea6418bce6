package dev.retrofuse.peers.failure;

import dev.retrofuse.engine.limit.RateLimit;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Hystrix;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A limit of one's own refuses calls, and the breaker takes it for a failure of the other side. */
public final class F15LocalRefusalsCount implements FailureMode {
  private static final int PLACES = 10;
  private static final int CALLS = 100;
  private static final int BURST = 5;
  private static final int SECONDS = 600;
  private static final double ACCEPTED_PER_SECOND = 40;
  private static final String OWN =
      "the own bulkhead refuses 100 calls and is free again, the other side is well: then let"
          + " through";
  private static final String CASCADE =
      "A calls B calls C, 100/s for 10 minutes; C takes 40/s and refuses the others: served of the"
          + " 40/s";

  @Override
  public String title() {
    return "A refusal counts as a failure";
  }

  @Override
  public List<Row> play() {
    Figure ours = ownBulkheadHere();
    return List.of(
        new Row(Resilience4j.NAME, OWN, ownBulkheadThere(), ours),
        new Row(Hystrix.NAME, OWN, hystrix(), ours),
        new Row(Resilience4j.NAME, CASCADE, cascadeThere(), cascadeHere()));
  }

  /** The bulkhead within the breaker, as resilience4j's annotations nest the two. */
  private static Figure ownBulkheadThere() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
    BulkheadConfig places = BulkheadConfig.custom().maxConcurrentCalls(PLACES).build();
    Bulkhead bulkhead = Bulkhead.of("peer", places);
    Supplier<Boolean> call =
        CircuitBreaker.decorateSupplier(breaker, Bulkhead.decorateSupplier(bulkhead, () -> true));
    for (int i = 0; i < PLACES; i++) {
      bulkhead.tryAcquirePermission();
    }
    passed(call);
    for (int i = 0; i < PLACES; i++) {
      bulkhead.onComplete();
    }
    return passed(call);
  }

  private static Figure passed(Supplier<Boolean> call) {
    int passed = 0;
    for (int i = 0; i < CALLS; i++) {
      try {
        passed += call.get() ? 1 : 0;
      } catch (BulkheadFullException | CallNotPermittedException refused) {
        // As the application would see it.
      }
    }
    return new Figure(passed, "of 100 calls");
  }

  private static Figure hystrix() {
    return new Figure(Hystrix.passedAfterOwnRefusals(CALLS), "of 100 calls");
  }

  private static Figure ownBulkheadHere() {
    String policies = "bulkhead: {max-concurrent: 10}, breaker: {minimum-calls: 10}";
    try (RuleEngine engine = new RuleEngine(policies, new VirtualClock())) {
      RetrofuseGuard guard = engine.guard("peer");
      long[] permits = new long[PLACES];
      for (int i = 0; i < PLACES; i++) {
        permits[i] = RuleEngine.begin(guard);
      }
      passed(() -> RuleEngine.call(guard, 200));
      for (long permit : permits) {
        guard.end(permit, 200, null);
      }
      return passed(() -> RuleEngine.call(guard, 200));
    }
  }

  /** One service's calls to the next. */
  private interface Hop {
    /** Negative when it is refused. */
    long begin();

    void end(long permit, boolean failed);
  }

  private record There(Resilience4j breaker) implements Hop {
    @Override
    public long begin() {
      return breaker.acquire();
    }

    @Override
    public void end(long permit, boolean failed) {
      breaker.end(permit, failed);
    }
  }

  private record Here(RetrofuseGuard guard) implements Hop {
    @Override
    public long begin() {
      return RuleEngine.begin(guard);
    }

    @Override
    public void end(long permit, boolean failed) {
      guard.end(permit, failed ? 503 : 200, null);
    }
  }

  private static Figure cascadeThere() {
    VirtualClock clock = new VirtualClock();
    Hop toB = new There(Resilience4j.count(100, 100, clock));
    Hop toC = new There(Resilience4j.count(100, 100, clock));
    return cascade(toB, toC, clock);
  }

  private static Figure cascadeHere() {
    VirtualClock clock = new VirtualClock();
    try (RuleEngine engine = new RuleEngine("throttle: {}", clock)) {
      return cascade(new Here(engine.guard("b")), new Here(engine.guard("c")), clock);
    }
  }

  private static Figure cascade(Hop toB, Hop toC, VirtualClock clock) {
    RateLimit ofC = new RateLimit(ACCEPTED_PER_SECOND, BURST, clock.getAsLong());
    int served = 0;
    for (int i = 0; i < SECONDS * CALLS; i++) {
      clock.advance(Duration.ofMillis(10));
      long permit = toB.begin();
      if (permit >= 0) {
        boolean well = served(toC, ofC, clock);
        toB.end(permit, !well);
        served += well ? 1 : 0;
      }
    }
    return new Figure(100 * served / (ACCEPTED_PER_SECOND * SECONDS), "%");
  }

  /** B's part: it answers well when C does. */
  private static boolean served(Hop toC, RateLimit ofC, VirtualClock clock) {
    long permit = toC.begin();
    boolean well = permit >= 0 && ofC.tryAcquire(clock.getAsLong());
    if (permit >= 0) {
      toC.end(permit, !well);
    }
    return well;
  }
}
