package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.waist.RetrofuseGuard;
import org.junit.jupiter.api.Test;

/** Breakers that find out by themselves what is slow. */
class SlowCallsTest extends EngineFixture {
  private static final String RULE =
      "- {name: pay, match: {http: {path: /**}}, breaker: {slow-call-times: 3, open-wait: 1h%s}}";

  private RetrofuseGuard guard;

  private void begin(String settings) {
    apply(String.format(RULE, settings));
    guard = http("http://shop:8080/x");
  }

  private void calls(int count, long millis) {
    for (int i = 0; i < count; i++) {
      long permit = guard.enter();
      ticker.advance(millis * MILLISECOND);
      guard.leave(permit);
      guard.end(permit, 200, null);
    }
  }

  @Test
  void slowIsSoManyTimesTheUsual() {
    begin("");
    calls(200, 100);
    calls(200, 250); // for 50 s, in which it may rise by a twelfth
    assertEquals(CircuitState.CLOSED, status().state());
    calls(100, 350);
    assertEquals(CircuitState.OPEN, status().state());
    assertTrue(changes.get(0).why().contains("slow from 3"), changes.get(0).why());
  }

  @Test
  void neverLessThanTheRuleSays() {
    begin(", slow-call: 1s");
    calls(200, 100);
    calls(150, 900);
    assertEquals(CircuitState.CLOSED, status().state());
    calls(200, 1_100);
    assertEquals(CircuitState.OPEN, status().state());
  }

  @Test
  void keysLearnTogether() {
    begin(", by: route");
    calls(200, 100);
    calls(100, 350);
    assertTrue(changes.get(0).key().endsWith(" /x"), changes.get(0).key());
  }

  @Test
  void anEditKeepsWhatWasLearned() {
    begin("");
    calls(200, 100);
    begin(", minimum-calls: 5");
    calls(60, 350);
    assertEquals(CircuitState.OPEN, status().state());
  }

  @Test
  void whatIsSlowerForGoodIsUsualInTheEnd() {
    apply(String.format(RULE, "").replace("1h", "2s"));
    guard = http("http://shop:8080/x");
    calls(200, 100);
    calls(20_000, 500);
    assertEquals(CircuitState.CLOSED, status().state());
    assertTrue(changes.size() > 1);
  }
}
