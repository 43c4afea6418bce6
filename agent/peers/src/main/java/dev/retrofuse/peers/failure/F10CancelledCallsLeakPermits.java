package dev.retrofuse.peers.failure;

import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.failsafe.Bulkhead;
import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.Failsafe;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whoever waits for a permit and gives up, or takes one and is lost, takes it away for good. */
public final class F10CancelledCallsLeakPermits implements FailureMode {
  private static final int PLACES = 8;
  private static final int LOST = 20;
  private static final int WAITERS = 50;
  private static final int MOST_WAIT = -40;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String BORROW =
      "rules: [{name: waits, match: {jdbc: {operation: BORROW}}, time-out: {call: 2s}}]";

  @Override
  public String title() {
    return "Cancelled calls leak permits";
  }

  @Override
  public List<Row> play() {
    return List.of(
        new Row(
            Failsafe.NAME,
            "8 give up waiting for a full bulkhead of 8, then all calls end: free places",
            failsafeBulkhead(),
            bulkhead()),
        new Row(
            "concurrency-limits",
            "20 calls under a limit of 20 are never heard of again: permits an hour later",
            limiter(),
            adaptive()),
        new Row(
            Resilience4j.NAME,
            "50 threads that wait for a rate limiter of 1/s (here: for a pool's connection)"
                + " are interrupted: the next caller waits",
            rateLimiter(),
            poolWait()));
  }

  private static Figure failsafeBulkhead() {
    Bulkhead<Object> bulkhead = Bulkhead.of(PLACES);
    for (int i = 0; i < PLACES; i++) {
      bulkhead.tryAcquirePermit();
    }
    for (int i = 0; i < PLACES; i++) {
      giveUp(bulkhead);
    }
    for (int i = 0; i < PLACES; i++) {
      bulkhead.releasePermit();
    }
    int free = 0;
    while (bulkhead.tryAcquirePermit()) {
      free++;
    }
    return new Figure(free, "of 8 places");
  }

  private static void giveUp(Bulkhead<Object> bulkhead) {
    try {
      bulkhead.tryAcquirePermit(Duration.ofMillis(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Figure bulkhead() {
    VirtualClock clock = new VirtualClock();
    try (RuleEngine engine = new RuleEngine("bulkhead: {max-concurrent: 8}", clock)) {
      RetrofuseGuard guard = engine.guard("peer");
      long[] permits = new long[PLACES];
      for (int i = 0; i < PLACES; i++) {
        permits[i] = RuleEngine.begin(guard);
      }
      for (int i = 0; i < PLACES; i++) {
        RuleEngine.begin(guard);
      }
      for (long permit : permits) {
        guard.end(permit, 200, null);
      }
      int free = 0;
      while (RuleEngine.begin(guard) >= 0) {
        free++;
      }
      return new Figure(free, "of 8 places");
    }
  }

  private static Figure limiter() {
    VirtualClock clock = new VirtualClock();
    SimpleLimiter<Void> limiter =
        SimpleLimiter.newBuilder().limit(FixedLimit.of(LOST)).nanoClock(clock).build();
    while (limiter.acquire(null).isPresent()) {
      // The listener that would end the call is dropped.
    }
    clock.advance(Duration.ofHours(1));
    int free = 0;
    while (limiter.acquire(null).isPresent()) {
      free++;
    }
    return new Figure(free, "of 20 permits");
  }

  private static Figure adaptive() {
    VirtualClock clock = new VirtualClock();
    try (RuleEngine engine = new RuleEngine("concurrency-limit: {initial: 20}", clock)) {
      RetrofuseGuard guard = engine.guard("peer");
      taken(guard);
      clock.advance(Duration.ofHours(1));
      return new Figure(taken(guard), "of 20 permits");
    }
  }

  private static int taken(RetrofuseGuard guard) {
    int taken = 0;
    while (taken < LOST && RuleEngine.begin(guard) >= 0) {
      taken++;
    }
    return taken;
  }

  private static Figure rateLimiter() {
    RateLimiter limiter =
        RateLimiter.of(
            "peer",
            RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ofMinutes(1))
                .build());
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i <= WAITERS; i++) {
      Thread waiter = new Thread(limiter::acquirePermission, "waiter-" + i);
      waiter.start();
      waiters.add(waiter);
    }
    Await.until(
        "most of them wait", () -> limiter.getMetrics().getAvailablePermissions() <= MOST_WAIT);
    waiters.forEach(Thread::interrupt);
    Await.ended(waiters);
    return Figure.about(limiter.reservePermission() / NANOS_PER_SECOND, "s");
  }

  /** A rate limit has no line; this is that for the connections of a pool, which have run out. */
  private static Figure poolWait() {
    VirtualClock clock = new VirtualClock();
    RuleEngine engine = new RuleEngine(RuleEngine.file(BORROW), clock::getAsLong);
    try {
      RetrofuseGuard guard = RetrofuseJdbc.borrow(new Pool());
      long[] waiting = new long[WAITERS];
      for (int i = 0; i < WAITERS; i++) {
        waiting[i] = RuleEngine.begin(guard);
      }
      clock.advance(Duration.ofSeconds(3));
      waiting = Arrays.copyOf(waiting, WAITERS + 1);
      waiting[WAITERS] = RuleEngine.begin(guard); // one finds out whether the line is shorter
      if (RuleEngine.begin(guard) >= 0) {
        throw new IllegalStateException("the line is too long for another one");
      }
      for (long permit : waiting) {
        guard.end(permit, 0, new SQLTransientConnectionException(new InterruptedException()));
      }
      double start = clock.seconds();
      while (RuleEngine.begin(guard) < 0) {
        clock.advance(Duration.ofMillis(1));
      }
      return new Figure(clock.seconds() - start, "s");
    } finally {
      engine.close();
    }
  }

  /** As much of a pool as the engine asks for. */
  public static final class Pool {
    public String getUrl() {
      return "jdbc:h2:mem:peer";
    }
  }
}
