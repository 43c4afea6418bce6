package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F24AdaptiveLimitPoisonsItselfTest {
  private final Played played = Played.of(new F24AdaptiveLimitPoisonsItself());

  @Test
  void callsOfNoDurationKeepTheirPermits() {
    played
        .there("concurrency-limits Vegas", "one tick", 0, 0)
        .here("concurrency-limits Vegas", "one tick", 20, 20);
  }

  @Test
  void dropsRaiseTheLimit() {
    played
        .there("concurrency-limits Gradient2", "dropped", 20, 10000)
        .here("concurrency-limits Gradient2", "dropped", 1, 10);
  }
}
