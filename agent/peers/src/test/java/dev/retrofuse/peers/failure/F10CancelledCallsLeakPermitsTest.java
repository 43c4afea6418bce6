package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F10CancelledCallsLeakPermitsTest {
  private static final Played PLAYED = Played.of(new F10CancelledCallsLeakPermits());

  @Test
  void aBulkheadThatWasWaitedForStaysFull() {
    PLAYED.there("Failsafe", "bulkhead", 0, 0).here("Failsafe", "bulkhead", 8, 8);
  }

  @Test
  void lostCallsShutTheLimiter() {
    PLAYED
        .there("concurrency-limits", "never heard of", 0, 0)
        .here("concurrency-limits", "never heard of", 20, 20);
  }

  @Test
  void interruptedWaitersKeepTheirPermits() {
    PLAYED
        .there("resilience4j", "rate limiter", 35, 52)
        .here("resilience4j", "rate limiter", 0, 1.1);
  }
}
