package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.Failsafe;
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
import java.util.Random;

/** With few calls a threshold is either crossed by chance or never looked at. */
public final class F04LowTrafficFlapping implements FailureMode {
  private static final Duration BETWEEN_CALLS = Duration.ofSeconds(2);
  private static final int CALLS_A_DAY = 43_200;
  private static final double NOISE = 0.05;
  private static final String FLAPS =
      "a call each 2 s, 5% of them fail, a minimum of 4 in 10 s: opens in a healthy day";
  private static final String FLAPS_COUNT =
      "a call each 2 s, 5% of them fail, opens at 2 of the last 4: opens in a healthy day";
  private static final String BLIND =
      "a call each 2 s, all fail for an hour, a minimum of 10 in 10 s: calls let through";

  @Override
  public String title() {
    return "Few calls: flapping or blindness";
  }

  @Override
  public List<Row> play() {
    Figure calm = figure(4, this::noise);
    VirtualClock clock = new VirtualClock();
    Resilience4j flapping = Resilience4j.time(10, 4, clock);
    Failsafe alsoFlapping = Failsafe.count(2, 4, Duration.ZERO);
    VirtualClock other = new VirtualClock();
    return List.of(
        new Row(Resilience4j.NAME, FLAPS, noise(flapping, clock), calm),
        new Row(Failsafe.NAME, FLAPS_COUNT, noise(alsoFlapping, new VirtualClock()), calm),
        new Row(
            Resilience4j.NAME,
            BLIND,
            outage(Resilience4j.time(10, 10, other), other),
            figure(10, this::outage)));
  }

  private interface Scenario {
    Figure play(AnyBreaker breaker, VirtualClock clock);
  }

  private static Figure figure(int minimum, Scenario scenario) {
    VirtualClock clock = new VirtualClock();
    Window window = Window.time(Duration.ofSeconds(10).toNanos());
    Breaker settings =
        Breaker.builder()
            .window(window)
            .minimumCalls(minimum)
            .confidence(0.95)
            .maxOpenWaitNanos(Duration.ofSeconds(30).toNanos())
            .backOff(2)
            .jitter(0)
            .build();
    return scenario.play(new Retrofuse(settings, clock), clock);
  }

  private Figure noise(AnyBreaker breaker, VirtualClock clock) {
    Random random = new Random(4);
    int opened = 0;
    for (int i = 0; i < CALLS_A_DAY; i++) {
      clock.advance(BETWEEN_CALLS);
      boolean wasClosed = breaker.state().equals("CLOSED");
      breaker.call(random.nextDouble() < NOISE);
      opened += wasClosed && breaker.state().equals("OPEN") ? 1 : 0;
    }
    return new Figure(opened, "a day");
  }

  private Figure outage(AnyBreaker breaker, VirtualClock clock) {
    int passed = 0;
    for (int i = 0; i < 1_800; i++) {
      clock.advance(BETWEEN_CALLS);
      passed += breaker.call(true) ? 1 : 0;
    }
    return new Figure(passed, "of 1,800 calls");
  }
}
