package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F17WorkForNobodyTest {
  private static final Played PLAYED = Played.of(new F17WorkForNobody());

  @Test
  void timeOutsKnowNothingOfEachOther() {
    PLAYED.there("Failsafe", "begun", 9, 9);
  }

  @Test
  void noCallIsMadeForACallerWhoHasGone() {
    PLAYED.here("Failsafe", "begun", 0, 0);
  }
}
