package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F24AdaptiveLimitPoisonsItselfTest {
  private static final Played PLAYED = Played.of(new F24AdaptiveLimitPoisonsItself());

  @Test
  void callsOfNoDurationKeepTheirPermits() {
    PLAYED
        .there("concurrency-limits Vegas", "one tick", 0, 0)
        .here("concurrency-limits Vegas", "one tick", 20, 20);
  }

  @Test
  void dropsRaiseTheLimit() {
    PLAYED
        .there("concurrency-limits Gradient2", "dropped", 20, 10000)
        .here("concurrency-limits Gradient2", "dropped", 1, 10);
  }
}
