package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.Failsafe;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Hystrix;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import java.time.Duration;
import java.util.List;

/** Calls from before the outage end late and well, and close the breaker in the trials' stead. */
public final class F07StaleResultsDecide implements FailureMode {
  private static final int OLD_CALLS = 10;
  private static final Duration OPEN_WAIT = Duration.ofMillis(1_100);
  private static final String HAPPENS =
      "calls of before the outage end well while trial calls are out: trial calls answered when it"
          + " closed";

  @Override
  public String title() {
    return "Old results decide the state";
  }

  @Override
  public List<Row> play() {
    VirtualClock there = new VirtualClock();
    VirtualClock here = new VirtualClock();
    Runnable second = () -> there.advance(OPEN_WAIT);
    Figure ours = answered(Retrofuse.threeTrials(here), () -> here.advance(OPEN_WAIT));
    Failsafe failsafe = Failsafe.count(10, 10, Duration.ofMillis(20));
    Sentinel sentinel = Sentinel.failureRate(0.5, 10, Sentinel.LONG_MILLIS);
    return List.of(
        row(Resilience4j.NAME, answered(Resilience4j.threeTrials(there), second), ours),
        row(Failsafe.NAME, answered(failsafe, () -> Await.pause(40)), ours),
        row(Sentinel.NAME, answered(sentinel, () -> Await.pause(1_050)), ours),
        row(Hystrix.NAME, new Figure(Hystrix.trialsAnsweredWhenClosed(), "answers"), ours));
  }

  private static Row row(String library, Figure there, Figure here) {
    return new Row(library, HAPPENS, there, here);
  }

  private static Figure answered(AnyBreaker breaker, Runnable openWait) {
    long[] old = permits(breaker, OLD_CALLS);
    breaker.calls(OLD_CALLS, true);
    breaker.expect("OPEN");
    openWait.run();
    long[] trials = permits(breaker, 3);
    breaker.expect("HALF_OPEN");
    for (long permit : old) {
      if (!breaker.state().equals("CLOSED")) {
        breaker.end(permit, false);
      }
    }
    int answered = 0;
    while (!breaker.state().equals("CLOSED")) {
      breaker.end(trials[answered++], false);
    }
    return new Figure(answered, "answers");
  }

  private static long[] permits(AnyBreaker breaker, int count) {
    long[] permits = new long[count];
    for (int i = 0; i < count; i++) {
      permits[i] = breaker.acquire();
    }
    return permits;
  }
}
