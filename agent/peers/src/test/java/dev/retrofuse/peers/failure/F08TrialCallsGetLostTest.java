package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F08TrialCallsGetLostTest {
  private final Played played = Played.of(new F08TrialCallsGetLost());

  @Test
  void theLibrariesRefuseForGood() {
    played
        .there("resilience4j", "never end", 0, 0)
        .there("Failsafe", "never end", 0, 0)
        .there("Sentinel", "never end", 0, 0);
  }

  @Test
  void leasesExpire() {
    played.here("resilience4j", "never end", 990, 1000);
  }
}
