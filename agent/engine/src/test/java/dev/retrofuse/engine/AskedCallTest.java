package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What is said of a call that is asked about is what happens to one that is made. */
class AskedCallTest extends EngineFixture {
  private static final String[] RULES = {
    "- {name: status, match: {http: {method: GET, path: /status}}, breaker: {}}",
    "- {name: routes, match: {http: {host: shop}}, breaker: {by: route}}",
    "- {name: hosts, match: {http: {port: 80}}, scope: rule, breaker: {by: host}}",
    "- {name: secure, match: {http: {port: 443}}, breaker: {}}",
    "- {name: reads, match: {jdbc: {operation: SELECT, table: orders}}, scope: host, breaker: {}}",
    "- {name: borrows, match: {jdbc: {operation: BORROW}}, breaker: {}}",
    "- {name: opens, match: {jdbc: {operation: CONNECT}}, scope: rule, breaker: {by: database}}",
    "- {name: others, match: {jdbc: {}}, scope: rule, breaker: {by: schema}}",
    "- {name: topics, match: {messaging: {system: kafka}}, breaker: {}}",
    "- {name: rest, match: {messaging: {}}, scope: rule, breaker: {by: destination}}",
  };

  private void isSoFor(AskedCall asked, RetrofuseGuard guard) {
    Rule rule = asked.decidedBy(engine.rules());
    if (rule == null) {
      assertNull(guard);
      return;
    }
    assertNotNull(guard, rule.name());
    Refusal refusal = ((CallGuard) guard).refusal(-1);
    String part = asked.part(rule) == null ? "" : " " + asked.part(rule);
    assertEquals(rule.name(), refusal.rule());
    assertEquals(asked.key(rule) + part, refusal.key());
  }

  private void request(String method, String url) {
    apply(RULES);
    URI uri = URI.create(url);
    isSoFor(
        AskedCall.http(method, uri.getScheme(), uri.getHost(), uri.getPort(), uri.getPath()),
        RetrofuseHttp.request(method, uri));
    engine.apply(RuleSet.empty());
  }

  @Test
  void requests() {
    request("GET", "http://any/status");
    request("POST", "http://any/status");
    request("GET", "https://Shop:8443/orders/17?x=1");
    request("GET", "http://Other");
    request("GET", "https://other");
    request("GET", "http://other:81/");
  }

  @Test
  void openingConnections() {
    apply(RULES);
    JdbcUrl url = JdbcUrl.parse("jdbc:postgresql://db.example/shop?user=x");
    AskedCall asked = AskedCall.jdbc(url, SqlShape.CONNECT);
    assertEquals("opens", asked.decidedBy(engine.rules()).name());
    isSoFor(asked, RetrofuseJdbc.connect("jdbc:postgresql://db.example/shop?user=x"));
  }

  @Test
  void statementsAndBorrowing() {
    apply(RULES);
    JdbcUrl url = JdbcUrl.parse("jdbc:postgresql://db.example/shop");
    RuleBook book = new RuleBook(engine.rules(), false, null, new EngineParts(ticker, null));
    for (String sql :
        new String[] {"SELECT 1 FROM a.orders", "SELECT 1", "UPDATE a.orders SET x = 1", "?"}) {
      SqlShape shape = SqlShape.of(sql);
      AskedCall asked = AskedCall.jdbc(url, shape);
      CallGuard guard = book.statement(url, shape);
      isSoFor(asked, guard);
    }
    AskedCall borrow = AskedCall.jdbc(url, SqlShape.BORROW);
    assertEquals("borrows", borrow.decidedBy(engine.rules()).name());
    isSoFor(borrow, book.borrow(url, new Object()));
    assertEquals(
        "db.example:5432/shop a",
        AskedCall.jdbc(url, SqlShape.of("UPDATE a.x SET y = 1"))
            .part(engine.rules().rules().get(7)));
  }

  @Test
  void messages() {
    for (String system : new String[] {"kafka", "jms"}) {
      apply(RULES);
      isSoFor(AskedCall.send(system, "orders"), RetrofuseMessaging.send(system, "orders"));
      engine.apply(RuleSet.empty());
    }
    apply(RULES);
    isSoFor(AskedCall.send("kafka", null), RetrofuseMessaging.send("kafka", null));
  }

  @Test
  void methodsAreIdempotentAsTheyAreForCalls() {
    for (String method :
        new String[] {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "POST", "PATCH", "get"}) {
      boolean made = RetrofuseHttp.nature(method) == RetrofuseGuard.IDEMPOTENT;
      assertEquals(made, AskedCall.http(method, "http", "a", -1, "/").isIdempotent(), method);
    }
  }

  @Test
  void saysTheFirstConditionThatIsNotFulfilled() {
    apply(RULES);
    AskedCall asked = AskedCall.http("GET", "http", "shop", -1, "/");
    StringBuilder unmet = new StringBuilder();
    for (Rule rule : engine.rules().rules()) {
      unmet.append(asked.unmet(rule)).append(' ');
    }
    assertEquals("path null null port kind kind kind kind kind kind ", unmet.toString());
    assertEquals("{method=GET, host=shop, port=80, path=/}", asked.facts().toString());
  }
}
