package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyKeyedBreaker;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.RetrofuseKeyed;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** One breaker stands before many shards; some are down, and it refuses the calls of all. */
public final class F05PartialFailureMadeTotal implements FailureMode {
  private static final int SHARDS = 100;
  private static final int SHARDS_DOWN = 45;
  private static final int CALLS = 60_000;
  private static final String HAPPENS =
      "45 of 100 shards are down, 100 calls/s for 10 minutes: served of the 55% that could be";

  @Override
  public String title() {
    return "A partial failure becomes a total one";
  }

  @Override
  public List<Row> play() {
    VirtualClock there = new VirtualClock();
    VirtualClock here = new VirtualClock();
    Breaker.Builder settings = Breaker.builder().window(Window.count(100)).minimumCalls(100);
    Figure ours = served(new RetrofuseKeyed(settings.build(), here), here);
    Resilience4j one = Resilience4j.count(100, 100, there);
    return List.of(new Row(Resilience4j.NAME, HAPPENS, served(new Keyless(one), there), ours));
  }

  private static Figure served(AnyKeyedBreaker breaker, VirtualClock clock) {
    Random random = new Random(5);
    int served = 0;
    for (int i = 0; i < CALLS; i++) {
      clock.advance(Duration.ofMillis(10));
      int shard = random.nextInt(SHARDS);
      long permit = breaker.acquire("shard-" + shard);
      if (permit >= 0) {
        boolean failed = shard < SHARDS_DOWN;
        breaker.end(permit, "shard-" + shard, failed);
        served += failed ? 0 : 1;
      }
    }
    return new Figure(100.0 * served / CALLS, "%");
  }

  private record Keyless(Resilience4j breaker) implements AnyKeyedBreaker {
    @Override
    public long acquire(String key) {
      return breaker.acquire();
    }

    @Override
    public void end(long permit, String key, boolean failed) {
      breaker.end(permit, failed);
    }
  }
}
