package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F13TooManyKeysTest {
  private static final Played PLAYED = Played.of(new F13TooManyKeys());

  @Test
  void theLateKeyIsNotProtected() {
    PLAYED.there("Sentinel", "one more", 1000, 1000).here("Sentinel", "one more", 10, 20);
  }
}
