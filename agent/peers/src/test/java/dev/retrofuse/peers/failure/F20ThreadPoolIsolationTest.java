package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F20ThreadPoolIsolationTest {
  private static final Played PLAYED = Played.of(new F20ThreadPoolIsolation());
  private static final String LIBRARY = "Hystrix, threads";

  @Test
  void whatTheCallerKeepsIsGone() {
    PLAYED.there(LIBRARY, "ThreadLocal", 0, 0).here(LIBRARY, "ThreadLocal", 100, 100);
  }

  @Test
  void theHandOverAllocates() {
    PLAYED.there(LIBRARY, "allocated", 1_000, 50_000).here(LIBRARY, "allocated", 0, 0);
  }
}
