package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F22TumblingWindowEdgeTest {
  private final Played played = Played.of(new F22TumblingWindowEdge());

  @Test
  void theBurstIsSeenInHalves() {
    played.there("Sentinel", "edge", 198, 198).here("Sentinel", "edge", 100, 110);
  }
}
