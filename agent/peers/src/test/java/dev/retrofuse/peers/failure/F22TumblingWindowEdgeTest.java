package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F22TumblingWindowEdgeTest {
  private static final Played PLAYED = Played.of(new F22TumblingWindowEdge());

  @Test
  void theBurstIsSeenInHalves() {
    PLAYED.there("Sentinel", "edge", 198, 198).here("Sentinel", "edge", 100, 110);
  }
}
