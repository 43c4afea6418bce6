package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F04LowTrafficFlappingTest {
  private final Played played = Played.of(new F04LowTrafficFlapping());

  @Test
  void noiseOpensABreakerWithALowMinimum() {
    played.there("resilience4j", "healthy day", 5, 500).here("resilience4j", "healthy day", 0, 1);
  }

  @Test
  void noiseOpensABreakerOfFewCalls() {
    played.there("Failsafe", "healthy day", 5, 2000).here("Failsafe", "healthy day", 0, 1);
  }

  @Test
  void aHighMinimumNeverSeesTheOutage() {
    played.there("resilience4j", "all fail", 1800, 1800).here("resilience4j", "all fail", 1, 100);
  }
}
