package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F10CancelledCallsLeakPermitsTest {
  private final Played played = Played.of(new F10CancelledCallsLeakPermits());

  @Test
  void aBulkheadThatWasWaitedForStaysFull() {
    played.there("Failsafe", "bulkhead", 0, 0).here("Failsafe", "bulkhead", 8, 8);
  }

  @Test
  void lostCallsShutTheLimiter() {
    played
        .there("concurrency-limits", "never heard of", 0, 0)
        .here("concurrency-limits", "never heard of", 20, 20);
  }

  @Test
  void interruptedWaitersKeepTheirPermits() {
    played
        .there("resilience4j", "rate limiter", 35, 52)
        .here("resilience4j", "rate limiter", 0, 1.1);
  }
}
