package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F11RefusesLateTest {
  private static final Played PLAYED = Played.of(new F11RefusesLate());

  @Test
  void theThreadIsHeldInVain() {
    PLAYED
        .there("resilience4j", "thread held", 390, 10_000)
        .here("resilience4j", "thread held", 0, 200);
  }
}
