package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceReaderTest {
  private static final String RULE =
      "rules:\n  - name: partner\n    match: { http: { host: partner.example } }\n    trace: ";

  @Test
  void aFileMayHoldNothingButTheTraceMode() {
    RuleSet rules = parse("trace: { mode: start }");
    assertEquals(TraceMode.START, rules.trace().calls().mode());
    assertEquals(List.of(TraceFormat.W3C), rules.trace().read());
    assertEquals(List.of(), rules.trace().calls().write());
    assertEquals(1, rules.trace().sampled());
    assertFalse(rules.trace().calls().filters());
    assertFalse(rules.trace().logs());
    assertTrue(rules.traces());
  }

  @Test
  void everyKey() {
    Trace trace =
        parse(
                "trace:\n"
                    + "  mode: join\n"
                    + "  read: [b3, w3c, b3]\n"
                    + "  write: xray\n"
                    + "  sampled: 10%\n"
                    + "  accept-from: [10.0.0.0/8, \"::1\"]\n"
                    + "  accept-messages-of: orders.*\n"
                    + "  tracestate: [congo, \"*@rojo\"]\n"
                    + "  baggage: []\n"
                    + "  logs: mdc\n"
                    + "rules: []")
            .trace();
    assertEquals(List.of(TraceFormat.B3, TraceFormat.W3C), trace.read());
    assertEquals(List.of(TraceFormat.XRAY), trace.calls().write());
    assertEquals(0.1, trace.sampled());
    assertTrue(trace.acceptsFrom("10.2.3.4"));
    assertFalse(trace.acceptsFrom("11.2.3.4"));
    assertTrue(trace.acceptsMessagesOf("orders.new"));
    assertFalse(trace.acceptsMessagesOf("payments"));
    assertTrue(trace.calls().allowsState("tenant@rojo"));
    assertFalse(trace.calls().allowsState("rojo"));
    assertFalse(trace.calls().allowsBaggage("user"));
    assertTrue(trace.logs());
  }

  @Test
  void aRuleSaysWhatDiffersFromTheFile() {
    RuleSet rules = parse("trace: { mode: start, baggage: [tenant] }\n" + RULE + "{ write: b3 }");
    Tracing own = rules.rules().get(0).tracing();
    assertEquals(TraceMode.START, own.mode());
    assertEquals(List.of(TraceFormat.B3), own.write());
    assertTrue(own.allowsBaggage("tenant"));
    assertFalse(own.allowsBaggage("user"));
    RuleSet without = parse("trace: { mode: start, baggage: [tenant] }\nrules: []");
    assertEquals(rules.trace(), without.trace());
    assertNotEquals(rules, without);
    assertNotEquals(parse("trace: { logs: mdc }").trace(), parse("trace: { logs: off }").trace());
  }

  @Test
  void aRuleAloneMayAskForTraces() {
    RuleSet rules = parse("trace: { mode: off }\n" + RULE + "{ mode: start }");
    assertEquals(TraceMode.OFF, rules.trace().calls().mode());
    assertTrue(rules.traces());
    assertFalse(parse("trace: { mode: off }\nrules: []").traces());
  }

  @Test
  void whatIsWrongIsToldWithWhatIsAllowed() {
    String problems =
        problem("trace: { mode: jion, read: w3, accept-from: [example.org, 10.0.0.0/33] }");
    assertTrue(problems.contains("join"), problems);
    assertTrue(problems.contains("w3c, b3, b3-multi, jaeger or xray"), problems);
    assertTrue(problems.contains("example.org"), problems);
    assertTrue(problems.contains("10.0.0.0/33"), problems);
  }

  @Test
  void sqlIsToldItsTraceWhereARuleForJdbcAsksForIt() {
    String jdbc = "rules:\n  - name: db\n    match: { jdbc: { url: \"**\" } }\n    trace: ";
    assertEquals(SqlTrace.OFF, own(jdbc + "{ mode: join }").sql());
    assertEquals(SqlTrace.COMMENT, own(jdbc + "{ sql: comment }").sql());
    assertEquals(SqlTrace.SESSION, own(jdbc + "{ sql: session }").sql());
    assertEquals(SqlTrace.PREPARED, own("trace: { sql: prepared }\n" + jdbc + "{}").sql());
    assertEquals(SqlTrace.OFF, own("trace: { sql: prepared }\n" + jdbc + "{ sql: off }").sql());
    assertNotEquals(own(jdbc + "{ sql: off }"), own(jdbc + "{ sql: comment }"));
    assertEquals(SqlTrace.COMMENT, parse("trace: { sql: comment }").trace().calls().sql());
    String wrong = problem(RULE + "{ sql: comment }");
    assertTrue(wrong.contains("sql in a rule for http; allowed: only in a rule for jdbc"), wrong);
  }

  @Test
  void redisIsToldItsTraceWhereARuleForMessagingAsksForIt() {
    String redis = "rules:\n  - name: r\n    match: { messaging: { system: redis } }\n    trace: ";
    assertEquals(RedisTrace.OFF, own(redis + "{ mode: join }").redis());
    assertEquals(RedisTrace.FIELDS, own(redis + "{ redis: fields }").redis());
    assertEquals(RedisTrace.FIELDS, own("trace: { redis: fields }\n" + redis + "{}").redis());
    assertEquals(
        RedisTrace.OFF, own("trace: { redis: fields }\n" + redis + "{ redis: off }").redis());
    assertNotEquals(own(redis + "{ redis: off }"), own(redis + "{ redis: fields }"));
    assertEquals(RedisTrace.FIELDS, parse("trace: { redis: fields }").trace().calls().redis());
    String wrong = problem(RULE + "{ redis: fields }");
    assertTrue(wrong.contains("redis in a rule for http; allowed: only in a rule for"), wrong);
  }

  private static Tracing own(String text) {
    return parse(text).rules().get(0).tracing();
  }

  @Test
  void networksAreComparedByTheirBits() throws Exception {
    assertTrue(contains("10.1.2.0/23", "10.1.3.255"));
    assertFalse(contains("10.1.2.0/23", "10.1.4.0"));
    assertTrue(contains("0.0.0.0/0", "192.0.2.1"));
    assertFalse(contains("0.0.0.0/0", "::1"));
    assertTrue(contains("fd00::/8", "[fd12:3456::1%eth0]"));
    assertTrue(contains("192.0.2.1", "192.0.2.1"));
    assertFalse(contains("192.0.2.1", "localhost"));
    assertFalse(contains("192.0.2.1", null));
    assertTrue(contains("127.0.0.0/8", InetAddress.getByName("127.0.0.1")));
    assertTrue(contains("127.0.0.1", "::ffff:127.0.0.1"), "an IPv4 address in IPv6 clothes");
  }

  private static boolean contains(String network, Object address) {
    Networks networks = new Networks();
    assertTrue(networks.add(network), network);
    return networks.contain(address);
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
