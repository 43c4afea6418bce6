package dev.retrofuse.peers.failure;

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
    return List.of(new Row(Sentinel.NAME, HAPPENS, sentinel(), retrofuse()));
  }

  /** Its windows begin with the wall clock's seconds; begins anew when the machine was too slow. */
  private static Figure sentinel() {
    for (; ; ) {
      Sentinel sentinel = Sentinel.failureRate(0.5, 100, WINDOW_MILLIS);
      Await.until("the second is late", () -> millisOfWindow() >= 700 && millisOfWindow() < 800);
      long window = window();
      int passed = sentinel.calls(HALF, true);
      long windowThen = window();
      Await.until("the next second has begun", () -> window() > window && millisOfWindow() >= 100);
      passed += sentinel.calls(HALF, true);
      if (windowThen == window && window() == window + 1) {
        return new Figure(passed, "of 198 calls");
      }
    }
  }

  private static long window() {
    return System.currentTimeMillis() / WINDOW_MILLIS;
  }

  private static long millisOfWindow() {
    return System.currentTimeMillis() % WINDOW_MILLIS;
  }

  private static Figure retrofuse() {
    VirtualClock clock = new VirtualClock();
    Window window = Window.time(Duration.ofMillis(WINDOW_MILLIS).toNanos());
    Retrofuse breaker =
        new Retrofuse(Breaker.builder().window(window).minimumCalls(100).build(), clock);
    clock.advance(Duration.ofMillis(700));
    int passed = breaker.calls(HALF, true);
    clock.advance(Duration.ofMillis(400));
    return new Figure(passed + breaker.calls(HALF, true), "of 198 calls");
  }
}
