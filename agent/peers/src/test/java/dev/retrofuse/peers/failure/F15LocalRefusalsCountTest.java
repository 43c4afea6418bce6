package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F15LocalRefusalsCountTest {
  private static final Played PLAYED = Played.of(new F15LocalRefusalsCount());

  @Test
  void theOwnBulkheadOpensTheBreaker() {
    PLAYED.there("resilience4j", "own bulkhead", 0, 0).there("Hystrix", "own bulkhead", 0, 0);
  }

  @Test
  void whatWasRefusedHereSaysNothingOfTheOtherSide() {
    PLAYED.here("resilience4j", "own bulkhead", 100, 100);
  }

  @Test
  void twoBreakersInARowServeLessThanCBears() {
    PLAYED.there("resilience4j", "A calls B", 0, 20).here("resilience4j", "A calls B", 90, 101);
  }
}
