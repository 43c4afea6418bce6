package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F09ForeignReleaseTest {
  private final Played played = Played.of(new F09ForeignRelease());

  @Test
  void eachOldCallLetsAnotherIn() {
    played.there("resilience4j", "cancelled", 203, 203);
  }

  @Test
  void trialCallsStayThree() {
    played.here("resilience4j", "cancelled", 3, 3);
  }
}
