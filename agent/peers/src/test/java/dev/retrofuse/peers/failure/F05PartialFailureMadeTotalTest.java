package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F05PartialFailureMadeTotalTest {
  private static final Played PLAYED = Played.of(new F05PartialFailureMadeTotal());

  @Test
  void oneBreakerRefusesTheGoodShardsToo() {
    PLAYED
        .there("resilience4j", "shards are down", 0, 15)
        .here("resilience4j", "shards are down", 50, 55.5);
  }
}
