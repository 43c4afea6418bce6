package dev.retrofuse.rules;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileTest {
  @Test
  void quickstartSample() {
    RuleFileResult result = RuleFile.read(new File("samples/quickstart.yaml"));
    assertEquals(List.of(), result.problems());
    RuleSet rules = result.ruleSet();
    assertEquals(TraceMode.PASS, rules.trace().calls().mode());
    assertEquals(2, rules.rules().size());

    Rule payments = rules.rules().get(0);
    assertEquals("payments", payments.name());
    assertEquals(2, payments.line());
    assertEquals(Scope.HOST, payments.scope());
    assertEquals(Mode.ENFORCE, payments.mode());
    assertNull(payments.limits().bulkhead());
    HttpMatch http = (HttpMatch) payments.match();
    assertTrue(http.matches("POST", "127.0.0.1", 8080, "/pay/42"));
    assertFalse(http.matches("POST", "127.0.0.1", 8080, "/payments"));
    assertFalse(http.matches("POST", "127.0.0.2", 8080, "/pay/42"));
    Breaker breaker = payments.breaker();
    assertEquals(Window.time(SECONDS.toNanos(10)), breaker.window());
    assertEquals(10, breaker.minimumCalls());
    assertEquals(0.5, breaker.failureRate());
    assertEquals(MILLISECONDS.toNanos(500), breaker.slowCallNanos());
    assertEquals(SECONDS.toNanos(2), breaker.openWaitNanos());

    Rule orders = rules.rules().get(1);
    assertEquals(12, orders.line());
    assertEquals(Scope.DATABASE, orders.scope());
    assertEquals(Mode.OBSERVE, orders.mode());
    assertNull(orders.breaker());
    assertEquals(20, orders.limits().bulkhead().maxConcurrent());
    JdbcMatch jdbc = (JdbcMatch) orders.match();
    assertTrue(jdbc.matches("jdbc:h2:mem:orders", null, null, null));
    assertFalse(jdbc.matches("jdbc:postgresql://db/orders", null, null, null));
    assertFalse(jdbc.needsSql());
  }

  @Test
  void noRules() {
    RuleSet rules = parse("rules: []");
    assertEquals(RuleSet.empty(), rules);
    assertEquals(TraceMode.OFF, rules.trace().calls().mode());
    assertEquals(List.of("test.yaml"), rules.files());
  }

  @Test
  void traceModeIsTakenFromTheFile() {
    assertEquals(TraceMode.PASS, parse("rules: []\ntrace: { mode: pass }").trace().calls().mode());
    assertEquals(TraceMode.OFF, parse("trace:\n  mode: off\nrules: []").trace().calls().mode());
  }

  @Test
  void defaultsOfABreaker() {
    assertEquals(Breaker.builder().build(), breaker("{}"));
  }

  @Test
  void everyKeyOfABreaker() {
    Breaker expected =
        Breaker.builder()
            .window(Window.count(100))
            .minimumCalls(20)
            .failureRate(0.125)
            .slowCallNanos(MILLISECONDS.toNanos(1500))
            .slowCallRate(1)
            .openWaitNanos(MINUTES.toNanos(1))
            .backOff(1.5)
            .maxOpenWaitNanos(MINUTES.toNanos(60))
            .jitter(0)
            .trialCalls(1)
            .build();
    String text =
        """
        window: 100 calls
          minimum-calls: 20
          failure-rate: 12.5%
          slow-call: 1.5s
          slow-call-rate: 100 %
          open-wait: 1m
          back-off: 1.5
          max-open-wait: 1h
          jitter: 0%
          trial-calls: 1
        """;
    assertEquals(expected, breaker("\n" + text.replaceAll("(?m)^ *", "      ")));
  }

  @Test
  void defaultsGiveWayToWhatIsWritten() {
    assertEquals(5, breaker("{ window: 5 calls }").minimumCalls());
    assertEquals(MINUTES.toNanos(2), breaker("{ open-wait: 2m }").maxOpenWaitNanos());
  }

  @Test
  void conditionsTakeOnePatternOrMore() {
    String text =
        """
        http:
            method: [get, HEAD]
            host: ["*.example.com", localhost]
            port: [80, 8000-8099]
            path: "**"
        """;
    HttpMatch match = (HttpMatch) rule("match:\n      " + text.indent(4).trim()).match();
    assertTrue(match.matches("GET", "a.Example.com", 80, "/x/y"));
    assertTrue(match.matches("HEAD", "localhost", 8042, "/"));
    assertFalse(match.matches("POST", "localhost", 8042, "/"));
    assertFalse(match.matches("HEAD", "localhost", 8100, "/"));
    assertFalse(match.matches("HEAD", null, 8042, "/"));
  }

  @Test
  void jdbcConditions() {
    JdbcMatch match =
        (JdbcMatch) rule("match: { jdbc: { operation: select, table: [orders, line_*] } }").match();
    assertTrue(match.needsSql());
    assertTrue(match.matches("jdbc:h2:mem:x", null, "SELECT", "ORDERS"));
    assertTrue(match.matches("jdbc:h2:mem:x", "X", "SELECT", "LINE_ITEMS"));
    assertFalse(match.matches("jdbc:h2:mem:x", null, "INSERT", "ORDERS"));
    assertFalse(match.matches("jdbc:h2:mem:x", null, "SELECT", null));
  }

  @Test
  void messagingConditions() {
    Rule rule = rule("match: { messaging: { system: kafka, destination: orders.* } }");
    assertEquals(Scope.DESTINATION, rule.scope());
    MessagingMatch match = (MessagingMatch) rule.match();
    assertTrue(match.matches("kafka", "orders.eu", "send"));
    assertFalse(match.matches("rabbitmq", "orders.eu", "send"));
    assertFalse(match.matches("kafka", "Orders.eu", "send"));
  }

  @Test
  void failuresOfJdbc() {
    Failures failures =
        rule("""
                match: { jdbc: {} }
                    failures:
                      sql-states: [08, "40001"]
                      ignore-sql-states: 08P01
                      exceptions: [org.acme.BackendDown, java.net.SocketTimeoutException]
                      ignore-exceptions: org.acme.Outer$NotFound\
                """)
            .failures();
    assertTrue(failures.isFailureState("08006"));
    assertTrue(failures.isFailureState("40001"));
    assertFalse(failures.isFailureState("57014"));
    assertFalse(failures.isFailureState("08P01"));
    assertTrue(failures.ignoresState("08P01"));
    assertFalse(failures.isFailureState(null));
    assertEquals(
        new LinkedHashSet<>(
            Arrays.asList("org.acme.BackendDown", "java.net.SocketTimeoutException")),
        failures.exceptions());
    assertTrue(failures.ignoredExceptions().contains("org.acme.Outer$NotFound"));
  }

  @Test
  void failuresOfHttp() {
    Failures failures =
        rule("match: { http: {} }\n    failures: { statuses: [4xx, 503, 520-527] }").failures();
    assertTrue(failures.isFailureStatus(404));
    assertTrue(failures.isFailureStatus(503));
    assertTrue(failures.isFailureStatus(527));
    assertFalse(failures.isFailureStatus(500));
  }

  @Test
  void defaultFailures() {
    Failures failures = rule("match: { http: {} }").failures();
    assertEquals(Failures.defaults(), failures);
    assertTrue(failures.isFailureStatus(500));
    assertTrue(failures.isFailureStatus(599));
    assertTrue(failures.isFailureStatus(429));
    assertFalse(failures.isFailureStatus(404));
    assertTrue(failures.isFailureState("HYT00"));
    assertFalse(failures.isFailureState("23505"));
    assertTrue(failures.exceptions().isEmpty());
  }

  @Test
  void noFailuresByStatusAtAll() {
    assertFalse(
        rule("match: { http: {} }\n    failures: { statuses: [] }")
            .failures()
            .isFailureStatus(500));
  }

  @Test
  void anchorsAndAliasesSpareRepetition() {
    RuleSet rules =
        parse(
            """
            rules:
              - name: one
                match: { http: { host: a } }
                breaker: &usual
                  window: 20s
              - name: two
                match: { http: { host: b } }
                breaker: *usual
            """);
    assertEquals(rules.rules().get(0).breaker(), rules.rules().get(1).breaker());
  }

  @Test
  void sameTextGivesEqualRules() {
    String text = "rules:\n  - { name: x, match: { jdbc: { url: 'jdbc:h2:**' } }, breaker: {} }\n";
    assertEquals(parse(text), parse("# a comment\n" + text));
    assertEquals(parse(text).hashCode(), parse("# a comment\n" + text).hashCode());
  }

  @Test
  void byteOrderMarkAndWindowsLineEndsAreFine() {
    assertEquals(
        parse("rules: []\ntrace: { mode: pass }"),
        parse("\uFEFFrules: []\r\ntrace: { mode: pass }\r\n"));
  }

  private static Breaker breaker(String text) {
    return rule("match: { http: {} }", text).breaker();
  }

  private static Rule rule(String match) {
    return rule(match, "{}");
  }

  private static Rule rule(String match, String breaker) {
    return parse("rules:\n  - name: x\n    " + match + "\n    breaker: " + breaker).rules().get(0);
  }

  private static RuleSet parse(String text) {
    RuleFileResult result = RuleFile.parse("test.yaml", text);
    assertEquals(List.of(), result.problems(), text);
    return result.ruleSet();
  }

  @Test
  void retryDefaults() {
    Retry retry =
        RuleFile.parse("f", "rules: [{ name: x, match: { http: {} }, retry: {} }]")
            .ruleSet()
            .rules()
            .get(0)
            .retry();
    assertEquals(3, retry.attempts());
    assertEquals(50_000_000L, retry.backOffNanos());
    assertEquals(1_000_000_000L, retry.maxBackOffNanos());
    assertEquals(0.1, retry.budget());
    assertEquals(1, retry.floorPerSecond());
    assertEquals(RetriedCalls.IDEMPOTENT, retry.calls());
    for (int status : new int[] {429, 502, 503, 504}) {
      assertTrue(retry.isRetriedStatus(status));
    }
    assertFalse(retry.isRetriedStatus(500));
    Retry slow =
        RuleFile.parse("f", "rules: [{ name: x, match: { http: {} }, retry: { back-off: 5s } }]")
            .ruleSet()
            .rules()
            .get(0)
            .retry();
    assertEquals(slow.backOffNanos(), slow.maxBackOffNanos());
  }
}
