package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.Failsafe;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import java.time.Duration;
import java.util.List;

/** Trial calls never end: a future that nobody asks, a thread that died. */
public final class F08TrialCallsGetLost implements FailureMode {
  private static final int CALLS = 1_000;
  private static final String DAY =
      "trial calls never end: let through a day later, of calls 1.1 s apart";
  private static final String SOON =
      "trial calls never end: let through right after the open wait (here: a day later, 1.1 s apart)";

  @Override
  public String title() {
    return "Lost trial calls keep it half-open";
  }

  @Override
  public List<Row> play() {
    VirtualClock there = new VirtualClock();
    VirtualClock here = new VirtualClock();
    Figure ours = letThrough(Retrofuse.threeTrials(here), second(here), day(here), second(here));
    Failsafe failsafe = Failsafe.count(10, 10, Duration.ofMillis(20));
    Sentinel sentinel = Sentinel.failureRate(0.5, 10, Sentinel.LONG_MILLIS);
    return List.of(
        new Row(
            Resilience4j.NAME,
            DAY,
            letThrough(Resilience4j.threeTrials(there), second(there), day(there), second(there)),
            ours),
        new Row(Failsafe.NAME, SOON, soon(failsafe, 40), ours),
        new Row(Sentinel.NAME, SOON, soon(sentinel, 1_050), ours));
  }

  private static Figure soon(AnyBreaker breaker, long waitMillis) {
    // Neither has a clock to set, nor a limit on how long a trial call may take: a day would show
    // no
    // more. Retrofuse has such a limit, and refuses until then just as they do.
    return letThrough(breaker, () -> Await.pause(waitMillis), () -> {}, () -> {});
  }

  private static Runnable second(VirtualClock clock) {
    return () -> clock.advance(Duration.ofMillis(1_100));
  }

  private static Runnable day(VirtualClock clock) {
    return () -> clock.advance(Duration.ofDays(1));
  }

  private static Figure letThrough(
      AnyBreaker breaker, Runnable openWait, Runnable longTime, Runnable betweenCalls) {
    breaker.calls(10, true);
    openWait.run();
    while (breaker.acquire() >= 0) {
      // Each is a trial call that is never heard of again.
    }
    breaker.expect("HALF_OPEN");
    longTime.run();
    int passed = 0;
    for (int i = 0; i < CALLS; i++) {
      passed += breaker.call(false) ? 1 : 0;
      betweenCalls.run();
    }
    return new Figure(passed, "of 1,000 calls");
  }
}
