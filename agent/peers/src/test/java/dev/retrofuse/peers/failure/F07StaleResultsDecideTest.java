package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F07StaleResultsDecideTest {
  private static final Played PLAYED = Played.of(new F07StaleResultsDecide());

  @Test
  void noneOfTheLibrariesAsksItsTrialCalls() {
    PLAYED
        .there("resilience4j", "", 0, 0)
        .there("Failsafe", "", 0, 0)
        .there("Sentinel", "", 0, 0)
        .there("Hystrix", "", 0, 0);
  }

  @Test
  void onlyTrialCallsCount() {
    PLAYED.here("resilience4j", "", 3, 3);
  }
}
