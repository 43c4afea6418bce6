package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F14ContentionInTheWindowTest {
  private static final Played PLAYED = Played.of(new F14ContentionInTheWindow());

  @Test
  void allWaitForTheThreadThatHoldsTheLock() {
    PLAYED.there("resilience4j, time window", "core", 0, 0);
  }

  @Test
  void nobodyWaits() {
    PLAYED.here("resilience4j, time window", "core", 400, 400);
  }
}
