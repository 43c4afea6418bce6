package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsReaderTest {
  @Test
  void areOffUnlessAskedFor() {
    assertNull(parse("rules: []").metrics());
    Metrics metrics = parse("rules: []\nmetrics: {}").metrics();
    assertNull(metrics.prometheus());
    assertNull(metrics.otlp());
  }

  @Test
  void haveDefaultsThatOpenNothingToOthers() {
    Metrics metrics =
        parse("rules: []\nmetrics: { prometheus: {}, otlp: { endpoint: 'http://a' } }").metrics();
    assertEquals(100, metrics.keys());
    assertTrue(metrics.durations());
    assertEquals("127.0.0.1", metrics.prometheus().host());
    assertEquals(9464, metrics.prometheus().port());
    assertEquals("unknown_service:java", metrics.otlp().service());
    assertEquals(TimeUnit.MINUTES.toNanos(1), metrics.otlp().intervalNanos());
    assertEquals(List.of(), metrics.otlp().headers());
    assertEquals(List.of(), metrics.otlp().resource());
  }

  @Test
  void takeEveryKey() {
    Metrics metrics =
        parse(
                """
                rules: []
                metrics:
                  keys: 3
                  durations: off
                  prometheus: { port: 0, host: 0.0.0.0 }
                  otlp:
                    endpoint: https://collector:4318
                    service: orders
                    headers: 'Authorization: Bearer 1'
                    resource: a.b=c
                    interval: 10s
                """)
            .metrics();
    assertEquals(3, metrics.keys());
    assertFalse(metrics.durations());
    assertEquals("0.0.0.0:0", metrics.prometheus().toString());
    assertEquals("orders to https://collector:4318", metrics.otlp().toString());
    assertEquals(List.of("Authorization", "Bearer 1"), metrics.otlp().headers());
    assertEquals(List.of("a.b", "c"), metrics.otlp().resource());
    assertEquals(TimeUnit.SECONDS.toNanos(10), metrics.otlp().intervalNanos());
  }

  @Test
  void anotherPortIsAnotherRuleSet() {
    RuleSet one = parse("rules: []\nmetrics: { prometheus: { port: 1 } }");
    assertEquals(one, parse("rules: []\nmetrics: { prometheus: { port: 1 } }"));
    assertNotEquals(one, parse("rules: []\nmetrics: { prometheus: { port: 2 } }"));
    assertNotEquals(one, parse("rules: []"));
  }

  @Test
  void anEnvironmentHasAPortOfItsOwn() {
    String text =
        """
        rules: []
        metrics: { keys: 7, prometheus: { port: 1 } }
        overlays:
          test:
            metrics: { prometheus: { port: 2 } }
            log: { file: /a.log }
        """;
    RuleSet rules = RuleFile.parse("test.yaml", text, "test", null).ruleSet();
    assertEquals(7, rules.metrics().keys());
    assertEquals(2, rules.metrics().prometheus().port());
    assertEquals("/a.log", rules.log().path());
  }

  @Test
  void wrongValuesSpeak() {
    assertEquals(
        "[test.yaml:2:32: port: '70000'; allowed: a whole number from 0 to 65535; the nearest is"
            + " 65535]",
        problems("rules: []\nmetrics: { prometheus: { port: 70000 } }"));
    assertTrue(problems("rules: []\nmetrics: { otlp: {} }").contains("no 'endpoint'"));
    String url = problems("rules: []\nmetrics: { otlp: { endpoint: 'collector:4318' } }");
    assertTrue(url.contains("write one such as http://127.0.0.1:4318"), url);
  }

  private static RuleSet parse(String text) {
    RuleFileResult result = RuleFile.parse("test.yaml", text);
    assertEquals(List.of(), result.problems());
    return result.ruleSet();
  }

  private static String problems(String text) {
    RuleFileResult result = RuleFile.parse("test.yaml", text);
    assertNull(result.ruleSet());
    return result.problems().toString();
  }
}
