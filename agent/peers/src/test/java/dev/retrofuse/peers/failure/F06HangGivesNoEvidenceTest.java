package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F06HangGivesNoEvidenceTest {
  private static final Played PLAYED = Played.of(new F06HangGivesNoEvidence());

  @Test
  void resilience4jSeesItWhenCallsEnd() {
    PLAYED
        .there("resilience4j", "first refusal", 30, 35)
        .here("resilience4j", "first refusal", 1, 1.5)
        .there("resilience4j", "threads held", 2900, 3500)
        .here("resilience4j", "threads held", 0, 200);
  }

  @Test
  void failsafeSeesItWhenCallsEnd() {
    PLAYED
        .there("Failsafe", "first refusal", 30, 35)
        .here("Failsafe", "first refusal", 1, 1.5)
        .there("Failsafe", "threads held", 2900, 3500)
        .here("Failsafe", "threads held", 0, 200);
  }
}
