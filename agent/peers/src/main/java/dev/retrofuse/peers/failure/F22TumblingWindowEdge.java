package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.time.Duration;
import java.util.List;

/** A burst of failures falls half into one window and half into the next. */
public final class F22TumblingWindowEdge implements FailureMode {
  private static final int HALF = 99;
  private static final int WINDOW_MILLIS = 1_000;
  private static final String HAPPENS =
      "198 calls fail across the edge of a window of 1 s, a minimum of 100: let through";

  @Override
  public String title() {
    return "A burst across the window's edge";
  }

  @Override
  public List<Row> play() {
    Sentinel sentinel = Sentinel.failureRate(0.5, 100, WINDOW_MILLIS);
    VirtualClock clock = new VirtualClock();
    Window window = Window.time(Duration.ofMillis(WINDOW_MILLIS).toNanos());
    Retrofuse ours =
        new Retrofuse(Breaker.builder().window(window).minimumCalls(100).build(), clock);
    clock.advance(Duration.ofMillis(900));
    return List.of(
        new Row(
            Sentinel.NAME,
            HAPPENS,
            burst(sentinel, F22TumblingWindowEdge::lateInTheSecond, () -> Await.pause(110)),
            burst(ours, () -> {}, () -> clock.advance(Duration.ofMillis(110)))));
  }

  /** Sentinel's windows begin with the wall clock's seconds. */
  private static void lateInTheSecond() {
    Await.until(
        "the second is late",
        () -> {
          long millis = System.currentTimeMillis() % WINDOW_MILLIS;
          return millis >= 900 && millis < 930;
        });
  }

  private static Figure burst(AnyBreaker breaker, Runnable before, Runnable overTheEdge) {
    before.run();
    int passed = breaker.calls(HALF, true);
    overTheEdge.run();
    return new Figure(passed + breaker.calls(HALF, true), "of 198 calls");
  }
}
