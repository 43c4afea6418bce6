package dev.retrofuse.peers;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retrofuse.rules.Breaker;
import org.junit.jupiter.api.Test;

/** Says which policies are not there; whoever adds one takes it out here. */
class NotYetTest {
  private final Breaker.Builder settings = Breaker.builder();
  private final VirtualClock clock = new VirtualClock();

  @Test
  void hangDetection() {
    assertFalse(NotYet.hangDetection(settings, clock).isPresent());
  }

  @Test
  void statisticalTrip() {
    assertFalse(NotYet.statisticalTrip(settings, clock).isPresent());
  }

  @Test
  void subBreakers() {
    assertFalse(NotYet.subBreakers(settings, clock).isPresent());
  }

  @Test
  void rateLimit() {
    assertFalse(NotYet.rateLimit(1, clock).isPresent());
  }

  @Test
  void adaptiveLimit() {
    assertFalse(NotYet.adaptiveLimit(20, clock).isPresent());
  }
}
