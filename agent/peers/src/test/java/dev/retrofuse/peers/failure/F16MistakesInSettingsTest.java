package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Played;
import org.junit.jupiter.api.Test;

class F16MistakesInSettingsTest {
  private static final Played PLAYED = Played.of(new F16MistakesInSettings());

  @Test
  void someAreToldOf() {
    PLAYED.there("resilience4j", "told of", 1, 1).there("Hystrix", "told of", 0, 0);
  }

  @Test
  void theFileIsRefusedForEach() {
    PLAYED.here("resilience4j", "told of", 2, 2).here("Hystrix", "told of", 2, 2);
  }

  @Test
  void aRuleThatMakesNoSenseTakesTheOneBeforeAway() {
    PLAYED.there("Sentinel", "let through", 1_000, 1_000).here("Sentinel", "let through", 10, 10);
  }
}
