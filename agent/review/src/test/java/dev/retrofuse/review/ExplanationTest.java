package dev.retrofuse.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Secret;
import dev.retrofuse.rules.WrittenCall;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final RuleSet RULES =
      Files.rules(
          """
          deadline: {}
          trace: { mode: join, baggage: [tenant], sql: comment }
          rules:
            - name: reads
              match: { http: { method: GET, host: pay.example } }
              observe: bulkhead
              enforce: 5%
              rate-limit: { rate: 10/s }
              bulkhead: { max-concurrent: 3 }
              breaker: { by: route }
              time-out: { call: 1s }
              retry: {}
            - name: writes
              match: { http: { host: [pay.example, shop.example] } }
              scope: rule
              mode: observe
              retry: {}
              breaker: { by: header, member: X-Tenant }
              trace: { mode: off }
            - name: database
              match: { jdbc: { operation: SELECT } }
              breaker: {}
              fallback: { replica: "jdbc:h2:mem:secret" }
            - name: waits
              match: { jdbc: { operation: BORROW } }
              bulkhead: { max-concurrent: 3 }
          """);

  private static Explanation of(String call) {
    return new Explanation(RULES, AskedCall.of(WrittenCall.parse(call)), value -> "***");
  }

  private static String policies(Explanation of) {
    return of.policies().stream()
        .map(each -> each.policy() + (each.mode().isEmpty() ? "" : " " + each.mode()))
        .collect(Collectors.joining(", "));
  }

  private static String others(Explanation of) {
    return of.others().entrySet().stream()
        .map(each -> each.getKey().name() + ": " + each.getValue())
        .collect(Collectors.joining("; "));
  }

  @Test
  void aRequest() {
    Explanation of = of("GET http://pay.example/orders/17");
    assertEquals("reads", of.rule().name());
    assertEquals("pay.example:80", of.key());
    assertEquals("/orders/{}", of.part());
    assertEquals(
        "retry enforces 5%, deadline enforces 5%, rate-limit enforces 5%, bulkhead observes,"
            + " breaker enforces 5%, time-out enforces 5%",
        policies(of));
    assertEquals("{rate=10/s, burst=10}", of.policies().get(2).figures().toString());
    assertEquals(
        "writes: matches as well, but comes later; database: is for jdbc, not for http;"
            + " waits: is for jdbc, not for http",
        others(of));
    assertEquals(
        "join: what came, with a parent of the call's own; in the formats that came;"
            + " baggage leaves as the rules name it: tenant",
        of.trace());
  }

  @Test
  void aRequestThatIsNotRetried() {
    Explanation of = of("POST http://shop.example/");
    assertEquals("writes", of.rule().name());
    assertEquals("(all)", of.key());
    assertEquals("x-tenant=(the request's)", of.part());
    assertEquals("retry not here, breaker observes", policies(of));
    assertEquals("off: nothing is told", of.trace());
    assertTrue(others(of).startsWith("reads: method is POST, not GET; "), others(of));
  }

  @Test
  void statementsAndConnections() {
    Explanation select = of("SELECT 1 @ jdbc:h2:mem:x");
    assertEquals("database", select.rule().name());
    assertEquals("breaker enforces, fallback", policies(select));
    assertEquals("{for=refused, replica=\"***\"}", select.policies().get(1).figures().toString());
    assertTrue(select.trace().contains("sql comment"), select.trace());
    assertTrue(others(select).endsWith("waits: operation is SELECT, not BORROW"), others(select));
    assertEquals("waits", of("BORROW @ jdbc:h2:mem:x").rule().name());
    Explanation connect = of("CONNECT @ jdbc:h2:mem:x");
    assertNull(connect.rule());
    assertNull(connect.key());
    assertEquals(4, connect.others().size());
  }

  @Test
  void callsOfGrpc() {
    RuleSet rules =
        Files.rules(
            """
            rules:
              - name: r
                match: { http: { port: 443 } }
                retry: { calls: all }
                breaker: {}
                fallback: { response: { status: 200 } }
            """);
    Explanation of =
        new Explanation(
            rules, AskedCall.of(WrittenCall.parse("POST grpc://pay/pay.Pay/Charge")), Secret.NONE);
    assertEquals("retry not here, breaker enforces, fallback not here", policies(of));
  }

  @Test
  void noRule() {
    Explanation of =
        new Explanation(
            RuleSet.empty(), AskedCall.of(WrittenCall.parse("kafka:a send")), Secret.NONE);
    assertNull(of.rule());
    assertNull(of.part());
    assertTrue(of.policies().isEmpty() && of.others().isEmpty());
    assertFalse(of.trace().isEmpty());
  }
}
