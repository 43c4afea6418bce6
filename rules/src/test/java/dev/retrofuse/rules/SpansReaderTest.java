package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpansReaderTest {
  private static final String ENDPOINT = "endpoint: http://127.0.0.1:4318";

  @Test
  void areOffUnlessAskedFor() {
    assertNull(parse("trace: { mode: start }").trace().spans());
  }

  @Test
  void haveDefaultsForAllButTheEndpoint() {
    Spans spans = parse("trace: { mode: join, spans: { " + ENDPOINT + " } }").trace().spans();
    assertEquals("http://127.0.0.1:4318", spans.endpoint());
    assertEquals("unknown_service:java", spans.service());
    assertEquals(List.of(), spans.headers());
    assertEquals(List.of(), spans.resource());
    assertEquals(2048, spans.queue());
    assertEquals(512, spans.batch());
    assertEquals(TimeUnit.SECONDS.toNanos(5), spans.intervalNanos());
    assertTrue(problem("trace: { mode: join, spans: {} }").contains("no 'endpoint'"));
  }

  @Test
  void takeEveryKey() {
    String keys =
        "service: orders, headers: 'Authorization: Bearer 1', queue: 10, batch: 5, interval: 1s,"
            + " resource: [a.b=c, d=]";
    RuleSet rules = parse("trace: { mode: start, spans: { " + ENDPOINT + ", " + keys + " } }");
    Spans spans = rules.trace().spans();
    assertEquals("orders", spans.service());
    assertEquals(List.of("Authorization", "Bearer 1"), spans.headers());
    assertEquals(List.of("a.b", "c", "d", ""), spans.resource());
    assertEquals(10, spans.queue());
    assertEquals(5, spans.batch());
    assertEquals(TimeUnit.SECONDS.toNanos(1), spans.intervalNanos());
    assertFalse(spans.toString().contains("Bearer"), spans.toString());
  }

  @Test
  void needAModeThatTellsTheirIds() {
    for (String mode : List.of("pass", "off")) {
      String wrong = problem("trace: { mode: " + mode + ", spans: { " + ENDPOINT + " } }");
      String expected = "spans with mode " + mode + "; allowed: mode join or start";
      assertTrue(wrong.contains(expected), wrong);
    }
  }

  @Test
  void areSentToAUrl() {
    for (String wrong : List.of("127.0.0.1:4318", "ftp://a", "http://a:b@c", "'http:// a'")) {
      String found = problem("trace: { mode: start, spans: { endpoint: " + wrong + " } }");
      assertTrue(found.contains("write one such as http://127.0.0.1:4318"), found);
    }
  }

  @Test
  void attributesAndHeadersHaveNames() {
    String start = "trace: { mode: start, spans: { " + ENDPOINT + ", ";
    assertTrue(problem(start + "resource: a }}").contains("write one such as host.name=web1"));
    assertTrue(problem(start + "headers: a }}").contains("write one such as 'Authorization:"));
  }

  @Test
  void aRuleMayLeaveItsCallsOut() {
    String rule = "rules: [{ name: a, match: { http: {} }, breaker: {}, trace: { spans: off } }]";
    RuleSet rules = parse("trace: { mode: start, spans: { " + ENDPOINT + " } }\n" + rule);
    assertFalse(rules.rules().get(0).tracing().recorded());
    assertTrue(rules.trace().calls().recorded());
  }

  private static RuleSet parse(String text) {
    RuleFileResult result = RuleFile.parse("test.yaml", text);
    assertEquals(List.of(), result.problems());
    return result.ruleSet();
  }

  private static String problem(String text) {
    RuleFileResult result = RuleFile.parse("test.yaml", text);
    assertNull(result.ruleSet());
    return result.problems().toString();
  }
}
