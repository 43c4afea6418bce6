package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F21EditLosesStateOrBlocksTest {
  private static final Played PLAYED = Played.of(new F21EditLosesStateOrBlocks());

  @Test
  void anOpenBreakerIsForgotten() {
    PLAYED.there("Sentinel", "threshold", 100, 100).here("Sentinel", "threshold", 0, 0);
  }

  @Test
  void theEditWaitsForCalls() {
    PLAYED.there("resilience4j", "bulkhead", 300, 10_000).here("resilience4j", "bulkhead", 0, 200);
  }
}
