package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F18PoolRunsDryTest {
  private static final Played PLAYED = Played.of(new F18PoolRunsDry());
  private static final String LIBRARY = "resilience4j, breaker about statements";

  @Test
  void nobodyGetsAConnection() {
    PLAYED.there(LIBRARY, "served", 0, 0).there(LIBRARY, "longest wait", 3_000, 60_000);
  }

  @Test
  void theOthersAreServed() {
    PLAYED.here(LIBRARY, "served", 20, 20).here(LIBRARY, "longest wait", 0, 3_000);
  }
}
