package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F23RefusalCostsTest {
  private static final Played PLAYED = Played.of(new F23RefusalCosts());

  @Test
  void askingAllocates() {
    PLAYED.there("resilience4j", "asked", 50, 1000).here("resilience4j", "asked", 0, 0);
  }

  @Test
  void throwingAllocates() {
    PLAYED
        .there("resilience4j", "throws", 500, 10000)
        .there("Failsafe", "throws", 500, 10000)
        .there("Sentinel", "throws", 200, 10000)
        .there("Hystrix", "throws", 1000, 50000);
  }

  @Test
  void oursIsTheExceptionAlone() {
    PLAYED.here("resilience4j", "throws", 0, 100);
  }
}
