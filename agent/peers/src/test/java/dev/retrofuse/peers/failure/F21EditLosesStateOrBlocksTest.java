package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F21EditLosesStateOrBlocksTest {
  private final Played played = Played.of(new F21EditLosesStateOrBlocks());

  @Test
  void anOpenBreakerIsForgotten() {
    played.there("Sentinel", "threshold", 100, 100).here("Sentinel", "threshold", 0, 0);
  }

  @Test
  void theEditWaitsForCalls() {
    played.there("resilience4j", "bulkhead", 300, 10_000).here("resilience4j", "bulkhead", 0, 200);
  }
}
