package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.waist.RetrofuseGuard.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EngineTest extends EngineFixture {
  private static final String HTTP = "- {name: pay, match: {http: {host: shop}}, breaker: {";

  @Test
  void hooksOnlyTheKindsThatHaveARule() {
    engine.on();
    assertNull(RetrofuseHttp.hook);
    apply(HTTP + "}}");
    assertNotNull(RetrofuseHttp.hook);
    assertNull(RetrofuseJdbc.hook);
    assertNull(RetrofuseMessaging.hook);
    apply(
        "- {name: a, match: {jdbc: {url: 'jdbc:**'}}, breaker: {}}",
        "- {name: b, match: {messaging: {system: kafka}}, breaker: {}}");
    assertNull(RetrofuseHttp.hook);
    assertNotNull(RetrofuseJdbc.hook);
    assertNotNull(RetrofuseMessaging.hook);
    engine.apply(RuleSet.empty());

    assertNull(RetrofuseJdbc.hook);
    assertNull(RetrofuseMessaging.hook);
  }

  @Test
  void offTakesTheHooksAwayAndKeepsTheState() {
    apply(HTTP + "minimum-calls: 4}}");
    calls(http("http://shop/"), 4, 500);
    engine.off();
    assertNull(http("http://shop/"));
    assertFalse(engine.isOn());
    engine.on();

    assertTrue(engine.isOn());
    assertEquals(REJECTED, http("http://shop/").enter());
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    apply(
        "- {name: a, match: {http: {path: /a/**}}, breaker: {}}",
        "- {name: b, match: {http: {host: shop}}, scope: rule, breaker: {}}");
    calls(http("http://shop/a/x"), 1, 200);
    calls(http("http://shop/b"), 2, 200);
    assertNull(http("http://other/b"));

    assertEquals("a shop:80 1", text(engine.status().get(0)));
    assertEquals("b (all) 2", text(engine.status().get(1)));
  }

  private static String text(GuardStatus status) {
    return status.rule() + " " + status.key() + " " + status.calls();
  }

  @Test
  void hostsAreToldApartByNameAndPort() {
    apply("- {name: a, match: {http: {path: /**}}, breaker: {}}");

    assertSame(http("http://shop/x"), http("http://SHOP:80/y"));
    assertSame(http("https://shop/x"), http("https://shop:443/y"));
    assertNotSame(http("http://shop/x"), http("https://shop/x"));
    assertNotSame(http("http://shop:81/x"), http("http://shop:82/x"));
    assertNull(http("mailto:somebody"));
    assertEquals(4, engine.status().size());
  }

  @Test
  void destinationsAreToldApart() {
    apply("- {name: a, match: {messaging: {system: kafka}}, breaker: {}}");

    assertSame(RetrofuseMessaging.send("kafka", "t1"), RetrofuseMessaging.send("kafka", "t1"));
    assertNotSame(RetrofuseMessaging.send("kafka", "t1"), RetrofuseMessaging.send("kafka", "t2"));
    assertNull(RetrofuseMessaging.send("rabbitmq", "t1"));
  }

  @Test
  void anUnchangedRuleKeepsItsGuards() {
    apply(HTTP + "}}");
    RetrofuseGuard guard = http("http://shop/");
    apply("- {name: new, match: {http: {host: other}}, breaker: {}}", HTTP + "}}");

    assertSame(guard, http("http://shop/"));
  }

  @Test
  void otherFiguresKeepTheState() {
    apply(HTTP + "minimum-calls: 4, open-wait: 10s, jitter: 0%}}");
    calls(http("http://shop/"), 4, 500);
    apply(HTTP + "minimum-calls: 4, failure-rate: 60%, open-wait: 10s, jitter: 0%}}");
    assertEquals(CircuitState.OPEN, status().state());
    assertEquals(REJECTED, http("http://shop/").enter());
    assertEquals(4, status().calls());
    ticker.advance(10 * SECOND);

    assertNotEquals(REJECTED, call(http("http://shop/"), 200, null));
  }

  @Test
  void callsInFlightEndOnTheGuardThatAdmittedThem() {
    String match = "- {name: pay, match: {http: {host: shop}}, bulkhead: {max-concurrent: ";
    apply(match + "2}}");
    RetrofuseGuard before = http("http://shop/");
    long one = before.enter();
    before.leave(one);
    long two = before.enter();
    before.leave(two);
    apply(match + "1}}");
    RetrofuseGuard after = http("http://shop/");
    assertNotSame(before, after);
    assertTrue(after.enter() < 0);
    before.end(one, 200, null);
    assertTrue(after.enter() < 0, "one is still under way");
    before.end(two, 200, null);

    assertNotEquals(REJECTED, call(after, 200, null));
    assertEquals(0, status().concurrent());
    assertEquals(3, status().calls());
  }

  @Test
  void observingCanTurnIntoEnforcing() {
    apply(HTTP + "minimum-calls: 4}, mode: observe}");
    calls(http("http://shop/"), 5, 500);
    assertEquals(1, status().wouldRefuse());
    apply(HTTP + "minimum-calls: 4}, mode: enforce}");

    assertEquals(REJECTED, http("http://shop/").enter());
    assertEquals(1, status().refused());
  }

  @Test
  void aRuleWithAnotherMatchBeginsAnew() {
    apply(HTTP + "minimum-calls: 4}}");
    calls(http("http://shop/"), 4, 500);
    apply("- {name: pay, match: {http: {host: 'sho*'}}, breaker: {minimum-calls: 4}}");

    assertEquals(0, engine.status().size());
    assertNotEquals(REJECTED, call(http("http://shop/"), 200, null));
  }

  @Test
  void policiesThatComeAndGoLeaveTheOthersAsTheyAre() {
    String pay = "- {name: pay, match: {http: {host: shop}}, scope: rule";
    String breaker = ", breaker: {minimum-calls: 4}";
    String places = ", bulkhead: {max-concurrent: 1}";
    apply(pay + breaker + "}");
    calls(http("http://shop/"), 4, 500);
    apply(pay + breaker + places + ", time-out: {call: 1s}, retry: {}, throttle: {}}");
    assertEquals(CircuitState.OPEN, status().state());
    assertEquals(REJECTED, http("http://shop/").enter());

    apply(pay + places + "}");
    RetrofuseGuard before = http("http://shop/");
    long permit = before.enter();
    before.leave(permit);
    apply(pay + places + breaker + ", rate-limit: {rate: 100/s}}");
    RetrofuseGuard after = http("http://shop/");
    assertTrue(after.enter() < 0, "the only place is taken");
    before.end(permit, 200, null);
    assertNotEquals(REJECTED, call(after, 200, null));
    assertEquals(6, status().calls());
    assertEquals(2, status().refused());
    assertEquals(0, status().concurrent());
  }

  @Test
  void keysAreBounded() {
    apply("- {name: a, match: {http: {path: /**}}, breaker: {minimum-calls: 4}}");
    for (int i = 0; i < 100_000; i++) {
      call(http("http://host" + i + "/"), 200, null);
    }
    assertEquals(1_001, engine.status().size());
    assertEquals(1, notes.size());
    assertEquals("rule 'a' has 1000 keys: further ones share (other)", notes.get(0));

    for (int i = 0; i < 200; i++) {
      call(http("http://late/"), 500, null);
    }
    assertEquals(REJECTED, http("http://late/").enter());
    assertNotEquals(REJECTED, call(http("http://host3/"), 200, null));
  }

  @Test
  void aLateKeyIsRefusedAndTheOthersThatShareItsStateAreNot() {
    apply("- {name: a, match: {http: {path: /**}}, breaker: {minimum-calls: 4}}");
    for (int i = 0; i < 1_000; i++) {
      call(http("http://host" + i + "/"), 200, null);
    }
    int late = 0;
    for (int i = 0; i < 1_000; i++) {
      for (int busy = 0; busy < 50; busy++) {
        assertNotEquals(REJECTED, call(http("http://busy" + busy + "/"), 200, null));
      }
      late += call(http("http://late/"), 500, null) == REJECTED ? 0 : 1;
    }
    assertEquals(6, late);
    assertTrue(
        engine.status().stream().anyMatch(each -> each.key().equals("(other) late:80")),
        engine.status().toString());

    String edited = "breaker: {minimum-calls: 5}}";
    apply("- {name: a, match: {http: {path: /**}}, " + edited);
    assertEquals(REJECTED, http("http://late/").enter());
    assertNotEquals(REJECTED, call(http("http://busy1/"), 200, null));
  }

  @Test
  void keysAreBoundedWhenTheyComeAllAtOnce() throws InterruptedException {
    apply("- {name: a, match: {http: {path: /**}}, breaker: {}}");
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      int base = t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  call(http("http://host" + (i * 8 + base) + "/"), 200, null);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertTrue(engine.status().size() <= 1_001 + 8, "keys " + engine.status().size());
    assertEquals(1, notes.size());
    assertEquals(4_000, engine.status().stream().mapToLong(GuardStatus::calls).sum());
  }

  @Test
  void reloadingUnderLoadLosesAndDoublesNoCall() throws InterruptedException {
    String rule = "- {name: pay, match: {http: {host: shop}}, bulkhead: {max-concurrent: ";
    apply(rule + "100}, breaker: {window: 1h, failure-rate: 100%}}");
    AtomicInteger working = new AtomicInteger(4);
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  call(http("http://shop/"), i % 2 == 0 ? 500 : 200, null);
                }
                working.decrementAndGet();
              });
      threads[t].start();
    }
    String[] others = {
      "", ", time-out: {call: 1h}", ", concurrency-limit: {initial: 100}", ", retry: {}"
    };
    for (int i = 0; working.get() > 0; i++) {
      String figures = "failure-rate: " + (100 - i % 2) + "%}" + others[i / 2 % 4] + "}";
      engine.apply(rules(rule + (100 + i % 3) + "}, breaker: {window: 1h, " + figures));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(200_000, status().calls());
    assertEquals(100_000, status().failures());
    assertEquals(0, status().refused());
    assertEquals(0, status().concurrent());
  }
}
