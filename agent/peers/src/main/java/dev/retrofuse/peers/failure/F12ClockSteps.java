package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.time.Duration;
import java.util.List;

/** The clock is set back by a second, once. */
public final class F12ClockSteps implements FailureMode {
  private static final Duration STEP = Duration.ofSeconds(-1);
  private static final String HAPPENS =
      "the clock steps back 1 s, then all of 100 calls/s fail for 10 minutes: let through";

  @Override
  public String title() {
    return "The clock steps";
  }

  @Override
  public List<Row> play() {
    VirtualClock there = new VirtualClock();
    VirtualClock here = new VirtualClock();
    Window window = Window.time(Duration.ofSeconds(10).toNanos());
    // Our clock is monotonic and does not step; the scenario steps it all the same.
    Retrofuse ours =
        new Retrofuse(
            Breaker.builder()
                .window(window)
                .minimumCalls(100)
                .openWaitNanos(Duration.ofMinutes(1).toNanos())
                .jitter(0)
                .build(),
            here);
    return List.of(
        new Row(
            Resilience4j.NAME + ", time window",
            HAPPENS,
            failing(Resilience4j.time(10, 100, there), there, STEP),
            failing(ours, here, STEP)));
  }

  static Figure failing(AnyBreaker breaker, VirtualClock clock, Duration step) {
    for (int i = 0; i < 2_000; i++) {
      clock.advance(Duration.ofMillis(10));
      breaker.call(false);
    }
    clock.advance(step);
    int passed = 0;
    for (int i = 0; i < 60_000; i++) {
      clock.advance(Duration.ofMillis(10));
      passed += breaker.call(true) ? 1 : 0;
    }
    return new Figure(passed, "of 60,000 calls");
  }
}
