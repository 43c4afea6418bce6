package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F07StaleResultsDecideTest {
  private final Played played = Played.of(new F07StaleResultsDecide());

  @Test
  void noneOfTheLibrariesAsksItsTrialCalls() {
    played
        .there("resilience4j", "", 0, 0)
        .there("Failsafe", "", 0, 0)
        .there("Sentinel", "", 0, 0)
        .there("Hystrix", "", 0, 0);
  }

  @Test
  void onlyTrialCallsCount() {
    played.here("resilience4j", "", 3, 3);
  }
}
