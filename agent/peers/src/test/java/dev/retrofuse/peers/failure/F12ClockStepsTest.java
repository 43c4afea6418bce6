package dev.retrofuse.peers.failure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.peers.Played;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class F12ClockStepsTest {
  private static final String LIBRARY = "resilience4j, time window";

  @Test
  void aStepBlindsTheTimeWindowForGood() {
    Played.of(new F12ClockSteps())
        .there(LIBRARY, "steps back", 60_000, 60_000)
        .here(LIBRARY, "steps back", 100, 1_000);
  }

  @Test
  void itIsTheStepThatDoesIt() {
    VirtualClock clock = new VirtualClock();
    Resilience4j breaker = Resilience4j.time(10, 100, clock);
    assertTrue(F12ClockSteps.failing(breaker, clock, Duration.ZERO).value() < 2_000);
  }
}
