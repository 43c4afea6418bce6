package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F09ForeignReleaseTest {
  private static final Played PLAYED = Played.of(new F09ForeignRelease());

  @Test
  void eachOldCallLetsAnotherIn() {
    PLAYED.there("resilience4j", "cancelled", 203, 203);
  }

  @Test
  void trialCallsStayThree() {
    PLAYED.here("resilience4j", "cancelled", 3, 3);
  }
}
