package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F05PartialFailureMadeTotalTest {
  private final Played played = Played.of(new F05PartialFailureMadeTotal());

  @Test
  void oneBreakerRefusesTheGoodShardsToo() {
    played
        .there("resilience4j", "shards are down", 0, 15)
        .here("resilience4j", "shards are down", 50, 55.5);
  }
}
