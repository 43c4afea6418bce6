package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F04LowTrafficFlappingTest {
  private static final Played PLAYED = Played.of(new F04LowTrafficFlapping());

  @Test
  void noiseOpensABreakerWithALowMinimum() {
    PLAYED.there("resilience4j", "healthy day", 5, 500).here("resilience4j", "healthy day", 0, 1);
  }

  @Test
  void noiseOpensABreakerOfFewCalls() {
    PLAYED.there("Failsafe", "healthy day", 5, 2000).here("Failsafe", "healthy day", 0, 1);
  }

  @Test
  void aHighMinimumNeverSeesTheOutage() {
    PLAYED.there("resilience4j", "all fail", 1800, 1800).here("resilience4j", "all fail", 1, 300);
  }
}
