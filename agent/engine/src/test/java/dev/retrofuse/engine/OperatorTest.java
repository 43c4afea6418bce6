package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static dev.retrofuse.waist.RetrofuseGuard.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorTest extends EngineFixture {
  private static final String RULE =
      "- {name: pay, match: {http: {host: shop}}, breaker: {jitter: 0%, minimum-calls: ";
  private static final String KEYED =
      "- {name: pay, match: {http: {host: shop}}, breaker: {by: route, minimum-calls: 4}}";

  private GuardStatus named(String key) {
    return engine.status().stream().filter(each -> each.key().equals(key)).findFirst().get();
  }

  @Test
  void forcesABreakerAndSaysWhoAndUntilWhen() {
    apply(RULE + "4}}");
    calls(http("http://shop/"), 1, 200);
    assertTrue(engine.force("pay", "shop:80", OPEN, 600 * SECOND, "ann"));

    assertEquals(REJECTED, http("http://shop/").enter());
    assertEquals(OPEN, status().state());
    assertEquals("ann", status().forced().by());
    assertEquals(600_000, status().forced().leftMillis());
    String until = UtcTime.text(status().forced().untilMillis());
    String change = changes.get(0).toString();
    assertTrue(change.contains("now open: forced open by ann until " + until), change);
    String told = http("http://shop/").rejection(REJECTED).getMessage();
    assertTrue(told.contains("forced open by ann"), told);
  }

  @Test
  void endsWithoutAnyCall() {
    apply(RULE + "4}}");
    calls(http("http://shop/"), 1, 200);
    engine.force("pay", "shop:80", CLOSED, 600 * SECOND, "ann");
    calls(http("http://shop/"), 10, 500);
    assertEquals(CLOSED, status().state());
    ticker.advance(600 * SECOND);
    engine.everySecond();

    assertEquals(2, changes.size());
    assertEquals("forced closed by ann: the time is over", changes.get(1).why());
    assertNull(status().forced());
  }

  @Test
  void outlivesAnEditOfTheRulesFigures() {
    apply(RULE + "4}}");
    calls(http("http://shop/"), 1, 200);
    engine.force("pay", "shop:80", OPEN, 600 * SECOND, "ann");
    apply(RULE + "5}}");
    assertEquals("ann", status().forced().by());
    assertEquals(REJECTED, http("http://shop/").enter());
  }

  @Test
  void whatIsNotThereIsNotForced() {
    apply(RULE + "4}}", "- {name: lim, match: {http: {host: b}}, bulkhead: {max-concurrent: 1}}");
    calls(http("http://shop/"), 1, 200);
    calls(http("http://b/"), 1, 200);
    assertFalse(engine.force("pay", "shop:81", OPEN, SECOND, "ann"));
    assertFalse(engine.force("pai", "shop:80", OPEN, SECOND, "ann"));
    assertFalse(engine.force("lim", "b:80", OPEN, SECOND, "ann"));
    assertFalse(engine.reset("lim", "b:80", "ann"));
    assertFalse(engine.observe("pai", SECOND, "ann"));
    assertFalse(engine.observe("pay", 0, "ann"), "there is nothing to end");
  }

  @Test
  void keysThatABreakerTellsApartAreForcedOneByOneOrTogether() {
    apply(KEYED);
    calls(http("http://shop/a"), 10, 500);
    calls(http("http://shop/b"), 10, 200);
    assertEquals(OPEN, named("shop:80 /a").state());
    engine.force("pay", "shop:80 /a", CLOSED, 600 * SECOND, "ann");
    assertTrue(call(http("http://shop/a"), 200, null) >= 0);
    assertEquals("ann", named("shop:80 /a").forced().by());
    assertNull(named("shop:80").forced());

    engine.force("pay", "shop:80", OPEN, 600 * SECOND, "ann");
    assertEquals(REJECTED, http("http://shop/a").enter());
    assertEquals(REJECTED, http("http://shop/b").enter());
    engine.reset("pay", "shop:80", "ann");
    assertTrue(call(http("http://shop/a"), 200, null) >= 0);
    assertTrue(call(http("http://shop/b"), 200, null) >= 0);
    assertNull(named("shop:80 /a").forced());
  }

  @Test
  void aWholeThatIsForcedClosedOutweighsItsKeys() {
    apply(KEYED);
    calls(http("http://shop/a"), 10, 500);
    assertEquals(REJECTED, http("http://shop/a").enter());
    engine.force("pay", "shop:80", CLOSED, 600 * SECOND, "ann");
    assertTrue(call(http("http://shop/a"), 500, null) >= 0);
  }

  @Test
  void keysThatAreForcedOpenAreNoEvidenceAgainstTheWhole() {
    apply(KEYED);
    for (String route : List.of("a", "b", "c", "d", "e", "f")) {
      calls(http("http://shop/" + route), 4, 500);
      engine.reset("pay", "shop:80", "ann");
      engine.force("pay", "shop:80 /" + route, OPEN, 600 * SECOND, "ann");
    }
    assertEquals(CLOSED, named("shop:80").state());
  }

  @Test
  void letsARuleObserveForATime() {
    apply(RULE + "4}}");
    calls(http("http://shop/"), 4, 500);
    assertEquals(REJECTED, http("http://shop/").enter());
    assertTrue(engine.observe("pay", 600 * SECOND, "ann"));

    assertTrue(call(http("http://shop/"), 200, null) >= 0);
    assertEquals(Mode.OBSERVE, status().mode());
    assertEquals(1, status().wouldRefuse());
    assertEquals("ann", status().observed().by());
    assertTrue(
        notes.get(0).startsWith("rule 'pay': ann lets it observe until 20"), notes::toString);
    apply(RULE + "4}}");
    assertEquals(Mode.OBSERVE, status().mode(), "an edit does not end it");

    ticker.advance(600 * SECOND);
    engine.everySecond();
    assertEquals(Mode.ENFORCE, status().mode());
    assertNull(status().observed());
    assertTrue(notes.get(1).contains("the time in which ann let it observe is over"));
  }

  @Test
  void observingCanBeEndedEarlier() {
    apply(RULE + "4}}");
    calls(http("http://shop/"), 1, 200);
    engine.observe("pay", 600 * SECOND, "ann");
    assertTrue(engine.observe("pay", 0, "bob"));
    assertEquals(Mode.ENFORCE, status().mode());
    assertEquals("rule 'pay': bob lets it act: it does what its file says", notes.get(1));
  }

  @Test
  void aRuleThatGoesTakesItsObservingWithIt() {
    apply(RULE + "4}}");
    engine.observe("pay", 600 * SECOND, "ann");
    apply("- {name: other, match: {http: {host: b}}, breaker: {}}");
    apply(RULE + "4}}");
    calls(http("http://shop/"), 1, 200);
    assertEquals(Mode.ENFORCE, status().mode());
  }
}
