package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules whose breaker tells calls apart, for each kind of call. */
class KeysOfCallsTest extends EngineFixture {
  @AfterEach
  void forget() {
    RetrofuseThread.current().context = null;
  }

  private void rule(String match, String by) {
    apply(
        "- {name: r, match: {"
            + match
            + "}, scope: rule, breaker: {minimum-calls: 4, "
            + by
            + "}}");
  }

  private List<String> open() {
    return engine.status().stream()
        .filter(each -> each.state() == CircuitState.OPEN)
        .map(GuardStatus::key)
        .toList();
  }

  @Test
  void routesOfRequests() {
    rule("http: {}", "by: route");
    for (int i = 0; i < 10; i++) {
      calls(http("http://shop/orders/" + i), 1, 500);
      calls(http("http://shop/stock"), 1, 200);
    }
    assertEquals(List.of("(all) /orders/{}"), open());
    RetrofuseGuard refused = http("http://shop/orders/99");
    long permit = refused.enter();
    assertTrue(permit < 0);
    assertTrue(
        refused.rejection(permit).getMessage().contains("rejected a call to (all) /orders/{}: "));
    assertTrue(call(http("http://shop/stock"), 200, null) >= 0);
    assertTrue(changes.get(0).toString().startsWith("rule 'r' (all) /orders/{}: closed since"));
    GuardStatus all = engine.status().get(0);
    assertEquals(22, all.calls() + all.refused());
  }

  @Test
  void hostsOfRequests() {
    rule("http: {}", "by: host");
    calls(http("http://one:81/"), 6, 500);
    calls(http("http://two:82/"), 4, 200);
    assertEquals(List.of("(all) one:81"), open());
  }

  @Test
  void tenantsOfRequests() {
    rule("http: {}", "by: baggage, member: tenant");
    RetrofuseThread.current().context = new RetrofuseContext("baggage", "tenant=acme");
    calls(http("http://shop/"), 6, 500);
    RetrofuseThread.current().context = new RetrofuseContext("baggage", "tenant=globex");
    calls(http("http://shop/"), 4, 200);
    assertEquals(List.of("(all) tenant=acme"), open());
  }

  @Test
  void tenantsWhoseHashesAreTheSame() {
    rule("http: {}", "by: baggage, member: tenant");
    assertEquals("Aa".hashCode(), "BB".hashCode());
    RetrofuseThread.current().context = new RetrofuseContext("baggage", "tenant=Aa");
    calls(http("http://shop/"), 6, 500);
    RetrofuseThread.current().context = new RetrofuseContext("baggage", "tenant=BB");
    assertTrue(call(http("http://shop/"), 200, null) >= 0);
    assertEquals(List.of("(all) tenant=Aa"), open());
  }

  @Test
  void headersOfTheRequestThatIsServed() {
    rule("http: {}", "by: header, member: X-Tenant");
    assertEquals(List.of("x-tenant"), List.of(RetrofuseRequest.headers()));
    RetrofuseRequest.begin(new String[] {"acme"});
    calls(http("http://shop/"), 6, 500);
    RetrofuseRequest.begin(new String[] {" globex "});
    calls(http("http://shop/"), 4, 200);
    RetrofuseRequest.begin(new String[1]);
    calls(http("http://shop/"), 4, 200);
    assertEquals(List.of("(all) x-tenant=acme"), open());
    engine.off();
    assertEquals(0, RetrofuseRequest.headers().length);
  }

  @Test
  void destinationsOfMessages() {
    rule("messaging: {}", "by: destination");
    for (int i = 0; i < 6; i++) {
      call(RetrofuseMessaging.send("kafka", "orders"), 0, new java.io.IOException());
      call(RetrofuseMessaging.send("kafka", "audit"), 0, null);
    }
    assertEquals(List.of("(all) orders"), open());
  }
}
