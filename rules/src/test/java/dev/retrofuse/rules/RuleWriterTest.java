package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleWriterTest {
  private static final String EVERYTHING =
      """
      faults: [http]
      deadline: { headers: [x-left, grpc-timeout], default: 1.5s, forward: x-left }
      metrics:
        keys: 7
        durations: off
        prometheus: { port: 0, host: localhost }
        otlp:
          endpoint: http://127.0.0.1:4318
          service: ours
          headers: ["Authorization: Bearer 123"]
          resource: [a.b=c=d]
          interval: 1.5s
      log: { file: /a/b.log, max-size: 1.5MB, keep: 0 }
      trace:
        mode: join
        write: [b3, w3c]
        tracestate: [a]
        baggage: []
        sql: session
        redis: fields
        read: [b3, w3c]
        sampled: 33.3%
        accept-from: [10.0.0.0/8, "fd00::/8", 127.0.0.1]
        accept-messages-of: ["orders.*"]
        logs: mdc
        spans:
          endpoint: http://127.0.0.1:4318
          service: "it's \\"ours\\""
          headers: ["Authorization: Bearer 123"]
          resource: [a.b=c=d]
          queue: 10
          batch: 5
          interval: 1.5s
      rules:
        - name: http
          match: { http: { method: GET, host: ["*.a", b], port: [80, 8000-8099], path: /x/** } }
          scope: rule
          enforce: 12.5%
          observe: [bulkhead, retry]
          breaker:
            window: 1.5s
            minimum-calls: 3
            failure-rate: 55%
            slow-call: 1.25ms
            slow-call-times: 2.5
            slow-call-rate: 33.3%
            open-wait: 90s
            back-off: 1.1
            max-open-wait: 2h
            jitter: 0%
            trial-calls: 4
            in-flight: ignore
            recovery: at-once
            consecutive-failures: 7
            confidence: 99.9%
            by: header
            member: X-Tenant
            most-keys: 9
            max-refused: 0%
          rate-limit: { rate: 7/m, burst: 3 }
          bulkhead: { max-concurrent: 8 }
          concurrency-limit: { algorithm: gradient2, initial: 5, min: 4, max: 6 }
          throttle: { window: 2s, ratio: 1.7, most: 50%, minimum-calls: 11 }
          time-out: { call: 2s, connect: 100ms, read: 1s }
          priority: { class: high, header: X-Class, baggage: class, critical: 99%, high: 80%, normal: 70%, low: 1% }
          fault: { share: 1%, for: 1h, delay: 3s, end: make }
          retry: { attempts: 2, back-off: 1ms, max-back-off: 3s, budget: 7%, budget-floor: 1.5/h, calls: all, statuses: [503] }
          failures: { statuses: [5xx, 404], exceptions: [a.B], ignore-exceptions: [c.D] }
          fallback: { for: failed, response: { status: 200, headers: ["A: b"], body: "[\\"\\u00e4\\"]\\n" } }
          trace: { mode: start, write: xray, tracestate: [], baggage: [t], spans: off }
        - name: "null"
          match: { jdbc: { url: "jdbc:**", database: d, operation: [SELECT], table: "a.*" } }
          mode: observe
          breaker: { window: 100 calls, by: schema }
          failures: { sql-states: ["08"], ignore-sql-states: ["08003"], exceptions: [] }
          fallback: { replica: "jdbc:postgresql://u:secret@standby/shop" }
          trace: { sql: comment }
        - name: "messages: - 'of' Österreich"
          match: { messaging: { system: kafka, destination: [], operation: send } }
          time-out: { call: 1m }
          fallback: { spool: { folder: "/var/spool/a b", max-size: 1.5GB, sync: true } }
          trace: { redis: fields }
        - { name: lastGood, match: { http: {} }, breaker: {}, fallback: { last-good: { max-age: 90s, max-size: 1000KB } } }
        - { name: empty, match: { jdbc: {} }, breaker: {}, fallback: { empty-result: true } }
        - { name: drop, match: { messaging: {} }, breaker: {}, fallback: { drop: true } }
        - { name: library, match: { http: {} }, breaker: { by: baggage, member: a }, fallback: { exception: library, for: failed } }
      """;

  private static RuleSet parse(String text) {
    RuleFileResult result = RuleFile.parse("x.yaml", text);
    assertEquals(List.of(), result.problems(), text);
    return result.ruleSet();
  }

  private static void comesBack(RuleSet rules) {
    String text = new RuleWriter(Secret.NONE).text(rules);
    assertEquals(rules, parse(text), text);
  }

  static File[] samples() {
    return SamplesTest.files();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesComeBackAsTheyWere(File sample) {
    comesBack(RuleFile.read(sample).ruleSet());
  }

  @Test
  void everythingComesBackAsItWas() {
    comesBack(parse(EVERYTHING));
    comesBack(RuleSet.empty());
    comesBack(parse("rules: []"));
  }

  @Test
  void writesEveryKeyThatThereIs() {
    String text = new RuleWriter(Secret.NONE).text(parse(EVERYTHING));
    TreeSet<String> missing = new TreeSet<>();
    collect(KeyTree.ofRuleFile(), text, missing);
    assertEquals(new TreeSet<>(), missing);
  }

  private static void collect(KeyTree tree, String text, TreeSet<String> missing) {
    for (KeyTree child : tree.children) {
      if (RuleSetReader.isFurther(child.key.name)) {
        continue; // What they bring is in the rules.
      }
      if (child.key == TestsReader.TESTS) {
        continue; // They are no part of what is in force.
      }
      if (!text.matches("(?s).*\\b" + child.key.name + ":.*")) {
        missing.add(child.key.name);
      }
      collect(child, text, missing);
    }
  }

  @Test
  void figuresComeBackExactly() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      int digits = random.nextInt(1_000_000);
      check(Key.Type.PERCENTAGE, digits % 10_000 / 100.0 + "%");
      check(Key.Type.DURATION, digits / 1_000.0 + "ms");
      check(Key.Type.RATE, (1 + digits % 1_000) + "/m");
      check(Key.Type.SIZE, (1 + digits % 5_000) + "KB");
      check(Key.Type.NUMBER, digits / 1_000.0 + "");
    }
  }

  private static void check(Key.Type type, String text) {
    double value = Units.value(type, Quantity.parse(text));
    String written =
        switch (type) {
          case PERCENTAGE -> Written.percentage(value);
          case DURATION -> Written.time((long) value);
          case RATE -> Written.rate(value);
          case SIZE -> Written.size((long) value);
          default -> Written.number(value);
        };
    assertEquals(value, Units.value(type, Quantity.parse(written)), text + " as " + written);
  }

  @Test
  void hidesWhatMayBeSecret() {
    RuleSet rules = parse(EVERYTHING);
    String text =
        new RuleWriter(value -> value.startsWith("jdbc:") ? "jdbc:***" : "***").text(rules);
    assertFalse(text.contains("secret") || text.contains("Bearer"), text);
    assertTrue(text.contains("Authorization: ***"), text);
    assertTrue(RuleFile.parse("", text.replace("\"***\"", "http://h")).problems().isEmpty(), text);
  }

  @Test
  void saysKeysOfARuleOneByOne() {
    RuleSet rules = parse(EVERYTHING);
    Map<String, String> keys = new RuleWriter(Secret.NONE).keys(rules.rules().get(0));
    assertEquals("1500ms", keys.get("breaker.window"));
    assertEquals("[\"*.a\", b]", keys.get("match.http.host"));
    assertEquals("{}", new RuleWriter(Secret.NONE).keys(rules.rules().get(3)).get("match.http"));
    assertEquals("1500ms", new RuleWriter(Secret.NONE).topKeys(rules).get("deadline.default"));
  }
}
