package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.waist.RetrofuseGuard.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.drill.DrillStatus;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies of one rule together, as a rule file names them. */
class AdmissionTest extends EngineFixture {
  private RetrofuseGuard guard(String policies) {
    engine.apply(rules("- {name: pay, match: {http: {host: shop}}, " + policies + "}"));
    engine.on();
    return http("http://shop:8080/x");
  }

  private static long begin(RetrofuseGuard guard) {
    long permit = guard.enter();
    guard.leave(permit);
    return permit;
  }

  private int letThrough(RetrofuseGuard guard, int calls, int status) {
    int let = 0;
    for (int i = 0; i < calls; i++) {
      long permit = begin(guard);
      let += permit < 0 ? 0 : 1;
      guard.end(permit, status, null);
    }
    return let;
  }

  @Test
  void aRateLimitRefusesWhatComesTooFast() {
    RetrofuseGuard guard = guard("rate-limit: {rate: 10/s, burst: 5}");
    assertEquals(5, letThrough(guard, 20, 200));
    ticker.advance(SECOND / 2);
    assertEquals(5, letThrough(guard, 20, 200));
    long refused = guard.enter();
    assertEquals(
        "Retrofuse rule 'pay' rejected a call to shop:8080: more calls came than its rate limit of"
            + " 10/s allows",
        guard.rejection(refused).getMessage());
  }

  @Test
  void aConcurrencyLimitLearnsFromOverload() {
    RetrofuseGuard guard = guard("concurrency-limit: {initial: 20}");
    for (int i = 0; i < 50; i++) {
      long permit = begin(guard);
      ticker.advance(SECOND);
      guard.end(permit, 503, null);
    }
    int let = 0;
    while (begin(guard) >= 0) {
      let++;
    }
    assertEquals(2, let);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", by: route", "}, time-out: {call: 10s"})
  void aRecoveringBreakerRefusesLowerClassesFirst(String more) {
    String breaker = "breaker: {open-wait: 1s, jitter: 0%, max-open-wait: 1s" + more + "}";
    assertTrue(letThroughWhileRecovering(breaker) > 5);
    assertEquals(0, letThroughWhileRecovering(breaker + ", priority: {class: low, low: 1%}"));
  }

  private int letThroughWhileRecovering(String policies) {
    engine.apply(rules("- {name: other, match: {http: {host: shop}}, breaker: {}}"));
    RetrofuseGuard guard = guard(policies);
    letThrough(guard, 3, 500); // the route gets a breaker
    letThrough(guard, 100, 200);
    letThrough(guard, 200, 500);
    ticker.advance(1_100 * MILLISECOND);
    assertEquals(3, letThrough(guard, 3, 200));
    assertTrue(engine.status().stream().anyMatch(each -> each.state() == CircuitState.RECOVERING));
    return letThrough(guard, 100, 200);
  }

  @Test
  void aThrottleRefusesAsMuchAsIsNotAccepted() {
    RetrofuseGuard guard = guard("throttle: {}");
    ticker.advance(MILLISECOND); // calls know their beginning to a microsecond
    letThrough(guard, 200, 503);
    int let = letThrough(guard, 1_000, 503);
    assertTrue(let > 50 && let < 200, "let through " + let);
    ticker.advance(10 * SECOND);
    assertEquals(1_000, letThrough(guard, 1_000, 500), "500 is no sign of too much to do");
  }

  @Test
  void whatALaterPolicyRefusesTakesNoPlaceInAnEarlierOne() {
    RetrofuseGuard guard =
        guard("bulkhead: {max-concurrent: 1}, breaker: {minimum-calls: 2}, throttle: {}");
    letThrough(guard, 2, 500);
    for (int i = 0; i < 10; i++) {
      assertEquals(REJECTED, begin(guard));
    }
    assertEquals(0, status().concurrent());
  }

  @Test
  void aPolicyThatObservesRefusesNothingBesideOneThatDoes() {
    RetrofuseGuard guard =
        guard("observe: bulkhead, bulkhead: {max-concurrent: 2}, breaker: {minimum-calls: 4}");
    long[] permits = new long[4];
    for (int i = 0; i < permits.length; i++) {
      permits[i] = begin(guard);
      assertTrue(permits[i] >= 0);
    }
    assertEquals(2, status().wouldRefuse());
    assertEquals(2, status().concurrent());
    for (long permit : permits) {
      guard.end(permit, 500, null);
    }
    assertEquals(0, status().concurrent());
    assertEquals(REJECTED, begin(guard), "the breaker has counted all four");
    assertEquals(1, status().refused());
  }

  @Test
  void aBreakerThatObservesBesideABulkheadThatDoesNot() {
    RetrofuseGuard guard =
        guard("observe: breaker, bulkhead: {max-concurrent: 1}, breaker: {minimum-calls: 4}");
    letThrough(guard, 4, 500);
    long one = begin(guard);
    assertTrue(one >= 0);
    assertEquals(1, status().wouldRefuse());
    assertTrue(begin(guard) < 0, "the place is taken by a call that was really made");
    guard.end(one, 500, null);
    assertEquals(0, status().concurrent());
  }

  @Test
  void aShareOfTheCallsIsEnforced() {
    RetrofuseGuard guard = guard("enforce: 20%, breaker: {minimum-calls: 4}");
    letThrough(guard, 4, 500);
    int let = letThrough(guard, 2_000, 500);
    assertEquals(1_600, let, 100);
    assertEquals(let, status().wouldRefuse());
    assertEquals(2_000 - let, status().refused());
  }

  @Test
  void aCallIsEnforcedInAllItsPartsOrInNone() {
    RetrofuseGuard guard = guard("enforce: 50%, time-out: {call: 1s, connect: 1s, read: 1s}");
    int enforced = 0;
    for (int i = 0; i < 1_000; i++) {
      long permit = begin(guard);
      boolean limited = guard.limit(permit, RetrofuseGuard.CALL) > 0;
      assertEquals(limited, guard.limit(permit, RetrofuseGuard.CONNECT) > 0);
      assertEquals(limited, guard.limit(permit, RetrofuseGuard.READ) > 0);
      RetrofuseWatch watch = guard.watch(permit, null, null);
      ticker.advance(2 * SECOND);
      guard.end(permit, 0, watch.end(new SocketTimeoutException()));
      enforced += limited ? 1 : 0;
    }
    assertEquals(500, enforced, 80);
    PolicyStatus timeOut = timeOut();
    assertEquals(enforced, timeOut.refused());
    assertEquals(1_000 - enforced, timeOut.wouldRefuse());
  }

  @Test
  void callsThatAnOpenBreakerLetsThroughGiveTheirPlacesBack() {
    RetrofuseGuard guard =
        guard("bulkhead: {max-concurrent: 2}, breaker: {minimum-calls: 2, max-refused: 0%}");
    letThrough(guard, 2, 500);
    for (int i = 0; i < 20; i++) {
      long permit = begin(guard);
      ticker.advance(40 * SECOND);
      guard.end(permit, 500, null);
    }
    assertEquals(0, status().refused());
    assertEquals(0, status().concurrent());
  }

  @Test
  void whatOnlyObservingLetsThroughIsNoEvidenceOfAKey() {
    RetrofuseGuard guard =
        guard("mode: observe, rate-limit: {rate: 1/s, burst: 1}, breaker: {by: route}");
    letThrough(guard, 50, 500);
    assertEquals(49, status().wouldRefuse());
    assertEquals(List.of(), changes);
  }

  @Test
  void callsOfALowerClassAreShedFirst() {
    RetrofuseGuard guard =
        guard("bulkhead: {max-concurrent: 10}, priority: {baggage: class, normal: 80%, low: 30%}");
    assertEquals(3, admittedOf(guard, "class=low"));
    assertEquals(5, admittedOf(guard, "class=NORMAL"));
    assertEquals(0, admittedOf(guard, "other=critical"));
    assertEquals(2, admittedOf(guard, "class=critical;p=1,x=y"));
  }

  @Test
  void theHeaderOfTheRequestTellsTheClassBeforeBaggage() {
    RetrofuseGuard guard =
        guard("bulkhead: {max-concurrent: 10}, priority: {header: X-Class, baggage: class}");
    RetrofuseRequest.begin(new String[] {"Low"});
    assertEquals(5, admittedOf(guard, "class=critical"));
    RetrofuseRequest.begin(new String[] {"unknown"});
    assertEquals(5, admittedOf(guard, "class=critical"));
    RetrofuseThread.current().headers = null;
  }

  private static int admittedOf(RetrofuseGuard guard, String baggage) {
    RetrofuseThread.current().context = new RetrofuseContext("baggage", baggage);
    int admitted = 0;
    while (begin(guard) >= 0) {
      admitted++;
    }
    RetrofuseThread.current().context = null;
    return admitted;
  }

  private PolicyStatus timeOut() {
    return status().policies().stream()
        .filter(each -> each.policy().equals("time-out"))
        .findAny()
        .get();
  }

  private void drill(String fault) {
    drill(fault, 1_000);
  }

  private void drill(String fault, int minimumCalls) {
    String rule =
        "  - {name: d, match: {http: {}}, breaker: {minimum-calls: "
            + minimumCalls
            + "}, fault: "
            + fault;
    engine.apply(RuleFile.parse("t.yaml", "faults: d\nrules:\n" + rule + "}\n").ruleSet());
    engine.on();
  }

  @Test
  void aDrillMakesCallsFailForItsTime() {
    drill("{share: 30%, for: 1m}");
    assertEquals(List.of("rule 'd': a drill strikes 30% of its calls for 1m: they fail"), notes);
    RetrofuseGuard guard = http("http://shop/");
    int let = letThrough(guard, 900, 200);
    assertEquals(630, let, 80);
    assertEquals(900 - let, status().failures());
    assertEquals(0, status().refused());
    ticker.advance(60 * SECOND);
    assertEquals(100, letThrough(guard, 100, 200));
  }

  @Test
  void aDrillBreaksConnections() {
    drill("{share: 100%, for: 1m, end: abort}");
    RetrofuseGuard guard = http("http://shop/");
    Throwable failure = guard.rejection(begin(guard));
    assertEquals(SocketException.class, failure.getClass());
    assertEquals(1, status().failures());
    assertTrue(notes.get(0).endsWith("they lose their connection"), notes.get(0));
  }

  @Test
  void aDrillThatHoldsCallsUpTooLongEndsInTheirTimeOut() {
    String rule = "- {name: d, match: {http: {}}, time-out: {call: 1s}, fault: ";
    String fault = "{share: 100%, for: 1m, delay: 5s}}";
    engine.apply(RuleFile.parse("t.yaml", "faults: d\nrules:\n" + rule + fault + "\n").ruleSet());
    engine.on();
    RetrofuseGuard guard = http("http://shop/");
    long before = ticker.nanos();
    long permit = begin(guard);
    assertEquals(SECOND, ticker.nanos() - before);
    Throwable failure = guard.rejection(permit);
    assertEquals(SocketTimeoutException.class, failure.getClass());
    assertTrue(failure.getMessage().endsWith("it took longer than 1000 ms"), failure.getMessage());
    assertEquals(1, timeOut().refused());
    assertEquals(1, status().failures());
  }

  @Test
  void theStatusTellsHowFarADrillIs() {
    drill("{share: 100%, for: 1m, delay: 1ms}");
    letThrough(http("http://shop/"), 5, 200);
    ticker.advance(20 * SECOND - 5_000_000L);
    DrillStatus drill = status().drill();
    assertEquals(1, drill.share());
    assertEquals(1, drill.delayMillis());
    assertFalse(drill.fails());
    assertEquals(40_000, drill.leftMillis());
    assertEquals(5, drill.struck());
    ticker.advance(50 * SECOND);
    assertEquals(0, status().drill().leftMillis());
  }

  @Test
  void aRuleThatObservesCountsWhomItsDrillWouldStrike() {
    String observes =
        "- {name: d, match: {http: {}}, mode: observe, rate-limit: {rate: 1/h, burst: ";
    String fault = "}, fault: {share: 50%, for: 1m}}";
    for (String burst : List.of("1000", "1")) {
      String rule = observes + burst + fault;
      engine.apply(RuleFile.parse("t.yaml", "faults: d\nrules:\n" + rule + "\n").ruleSet());
      engine.on();
      assertEquals(500, letThrough(http("http://shop/"), 500, 200));
      DrillStatus drill = status().drill();
      assertEquals(
          250, drill.wouldStrike(), 50, "those that would have been refused are not there");
      assertEquals(0, drill.struck());
    }
    assertTrue(notes.get(0).endsWith("they fail, but the rule observes"), notes.get(0));
    ticker.advance(60 * SECOND);
    long before = status().drill().wouldStrike();
    letThrough(http("http://shop/"), 100, 200);
    assertEquals(before, status().drill().wouldStrike());
  }

  @Test
  void anEditOfSomethingElseDoesNotMakeADrillLonger() {
    drill("{share: 100%, for: 1m}");
    letThrough(http("http://shop/"), 5, 200);
    ticker.advance(20 * SECOND);
    drill("{share: 100%, for: 1m}", 2_000);
    assertEquals(40_000, status().drill().leftMillis());
    assertEquals(5, status().drill().struck());
    drill("{share: 50%, for: 1m}", 2_000);
    assertEquals(60_000, status().drill().leftMillis());
  }

  @Test
  void aDrillSaysThatItIsOne() {
    drill("{share: 100%, for: 1m}");
    RetrofuseGuard guard = http("http://shop/");
    long permit = guard.enter();
    assertEquals(
        "Retrofuse rule 'd' made a call to shop:80 fail: a drill",
        guard.rejection(permit).getMessage());
  }

  @Test
  void aDrillMayHoldCallsUp() {
    drill("{share: 100%, for: 1m, delay: 20ms}");
    RetrofuseGuard guard = http("http://shop/");
    long start = ticker.nanos();
    assertEquals(5, letThrough(guard, 5, 200));
    assertEquals(100_000_000L, ticker.nanos() - start);
  }

  @Test
  void stateOutlivesAnEditOfEachFigure() {
    String before =
        "rate-limit: {rate: 1/h, burst: 5}, concurrency-limit: {initial: 5}, throttle: {}";
    assertEquals(5, letThrough(guard(before), 20, 200));
    String after =
        "rate-limit: {rate: 2/h, burst: 6}, concurrency-limit: {max: 50}, throttle: {ratio: 3}";
    assertTrue(letThrough(guard(after), 20, 200) <= 1);
  }
}
