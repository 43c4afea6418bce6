package dev.retrofuse.peers.failure;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import dev.retrofuse.peers.AnyLimit;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Netflix;
import dev.retrofuse.peers.RetrofuseLimit;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.VirtualClock;
import java.time.Duration;
import java.util.List;

/** A limit that learns takes in what it must not: a call of no duration, drops as good news. */
public final class F24AdaptiveLimitPoisonsItself implements FailureMode {
  private static final int INITIAL = 20;

  @Override
  public String title() {
    return "An adaptive limit poisons itself";
  }

  @Override
  public List<Row> play() {
    VirtualClock vegas = new VirtualClock();
    VirtualClock gradient = new VirtualClock();
    return List.of(
        new Row(
            Netflix.NAME + " Vegas",
            "20 calls end within one tick of the clock: calls that may begin then",
            instantCalls(
                new Netflix(VegasLimit.newBuilder().initialLimit(INITIAL).build(), vegas), vegas),
            here(F24AdaptiveLimitPoisonsItself::instantCalls)),
        new Row(
            Netflix.NAME + " Gradient2",
            "each of 10,000 calls is dropped for overload: the limit, 20 before, then",
            drops(
                new Netflix(Gradient2Limit.newBuilder().initialLimit(INITIAL).build(), gradient),
                gradient),
            here(F24AdaptiveLimitPoisonsItself::drops)));
  }

  private interface Scenario {
    Figure play(AnyLimit limit, VirtualClock clock);
  }

  private static Figure here(Scenario scenario) {
    VirtualClock clock = new VirtualClock();
    return scenario.play(new RetrofuseLimit(INITIAL, clock), clock);
  }

  private static Figure instantCalls(AnyLimit limit, VirtualClock clock) {
    for (int i = 0; i < INITIAL; i++) {
      long permit = limit.acquire();
      try {
        limit.end(permit, false);
      } catch (IllegalArgumentException e) {
        // Out of the caller's own call, which went well.
      }
    }
    int free = 0;
    while (free < INITIAL && limit.acquire() >= 0) {
      free++;
    }
    return new Figure(free, "of 20 calls");
  }

  /** As many calls at a time as the limit lets through, each dropped after 10 ms. */
  private static Figure drops(AnyLimit limit, VirtualClock clock) {
    int ended = 0;
    while (ended < 10_000) {
      long[] permits = new long[limit.limit()];
      for (int i = 0; i < permits.length; i++) {
        permits[i] = limit.acquire();
      }
      clock.advance(Duration.ofMillis(10));
      for (long permit : permits) {
        limit.end(permit, true);
        ended++;
      }
    }
    return new Figure(limit.limit(), "calls at a time");
  }
}
