package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.VirtualClock;
import java.time.Duration;
import java.util.List;

/** Calls from before give back trial permits that they never took. */
public final class F09ForeignRelease implements FailureMode {
  private static final int OLD_CALLS = 200;
  private static final String HAPPENS =
      "200 calls of before the outage are cancelled while half-open, 3 trial calls: let through";

  @Override
  public String title() {
    return "Permits are given back by others";
  }

  @Override
  public List<Row> play() {
    VirtualClock there = new VirtualClock();
    VirtualClock here = new VirtualClock();
    return List.of(
        new Row(
            Resilience4j.NAME,
            HAPPENS,
            trials(Resilience4j.threeTrials(there), there),
            trials(Retrofuse.threeTrials(here), here)));
  }

  private static Figure trials(AnyBreaker breaker, VirtualClock clock) {
    long[] old = new long[OLD_CALLS];
    for (int i = 0; i < OLD_CALLS; i++) {
      old[i] = breaker.acquire();
    }
    breaker.calls(10, true);
    clock.advance(Duration.ofMillis(1_100));
    int admitted = begun(breaker);
    breaker.expect("HALF_OPEN");
    for (long permit : old) {
      breaker.ignore(permit);
      admitted += begun(breaker);
    }
    return new Figure(admitted, "trial calls");
  }

  private static int begun(AnyBreaker breaker) {
    int begun = 0;
    while (breaker.acquire() >= 0) {
      begun++;
    }
    return begun;
  }
}
