package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F08TrialCallsGetLostTest {
  private static final Played PLAYED = Played.of(new F08TrialCallsGetLost());

  @Test
  void theLibrariesRefuseForGood() {
    PLAYED
        .there("resilience4j", "never end", 0, 0)
        .there("Failsafe", "never end", 0, 0)
        .there("Sentinel", "never end", 0, 0);
  }

  @Test
  void leasesExpire() {
    PLAYED.here("resilience4j", "never end", 990, 1000);
  }
}
