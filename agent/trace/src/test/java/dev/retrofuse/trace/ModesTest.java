package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What calls are told in each mode, and what may leave. */
class ModesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @Test
  void passForwardsWhatCameItself() {
    Rules rules = new Rules("mode: pass");
    RetrofuseContext in =
        rules.in("traceparent", PARENT, "tracestate", " a=1 , b=2", "baggage", "k=v");
    assertSame(in, rules.hook.inject(in, null));
    assertEquals(
        Map.of("traceparent", PARENT, "tracestate", "a=1 , b=2", "baggage", "k=v"), rules.out(in));
    assertEquals(Map.of(), rules.out(null));
  }

  @Test
  void joinTellsEachCallAnotherParent() {
    Rules rules = new Rules("mode: join");
    RetrofuseContext in = rules.in("traceparent", PARENT, "tracestate", "a=1,b=2");
    Map<String, String> first = rules.out(in);
    Map<String, String> second = rules.out(in);
    assertTrue(first.get("traceparent").matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
    assertNotEquals(first, second);
    String span = first.get("traceparent").substring(36, 52);
    assertEquals("retrofuse=" + span + ",a=1,b=2", first.get("tracestate"));
    assertEquals(Map.of(), rules.out(null));
  }

  @Test
  void joinReplacesTheMemberThatAnotherOfItsKindWrote() {
    Rules rules = new Rules("mode: join");
    StringBuilder full = new StringBuilder("retrofuse=0123456789abcdef");
    for (int i = 1; i < 32; i++) {
      full.append(",m").append(i).append("=1");
    }
    Map<String, String> out =
        rules.out(rules.in("traceparent", PARENT, "tracestate", full.toString()));
    List<String> members = List.of(out.get("tracestate").split(","));
    assertEquals(32, members.size());
    assertEquals("m31=1", members.get(31));
    Map<String, String> next =
        rules.out(
            rules.in("traceparent", PARENT, "tracestate", full.toString().replace("retro", "o")));
    assertEquals(32, next.get("tracestate").split(",").length, "the oldest one goes");
  }

  @Test
  void startBeginsATraceOncePerRequest() {
    Rules rules = new Rules("mode: start");
    RetrofuseContext begun = rules.in("baggage", "k=v");
    Map<String, String> first = rules.out(begun);
    Map<String, String> second = rules.out(begun);
    assertTrue(first.get("traceparent").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03"), first + "");
    assertEquals(
        first.get("traceparent").substring(0, 35), second.get("traceparent").substring(0, 35));
    assertEquals("k=v", first.get("baggage"));
    assertNotEquals(
        first.get("traceparent").substring(0, 35),
        rules.out(rules.in()).get("traceparent").substring(0, 35));
  }

  @Test
  void startBeginsATracePerCallOutsideOfRequests() {
    Rules rules = new Rules("mode: start, sampled: 0%");
    Set<String> traces = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String parent = rules.out(null).get("traceparent");
      assertTrue(parent.endsWith("-02"), parent);
      traces.add(parent.substring(3, 35));
    }
    assertEquals(1000, traces.size());
  }

  @Test
  void theShareOfSampledTracesIsTheRules() {
    Rules rules = new Rules("mode: start, sampled: 25%");
    int sampled = 0;
    for (int i = 0; i < 10_000; i++) {
      sampled += rules.out(null).get("traceparent").endsWith("-03") ? 1 : 0;
    }
    assertTrue(sampled > 2_200 && sampled < 2_800, sampled + " of 10000");
  }

  @Test
  void aRuleHasItsOwnMode() {
    Rules rules = new Rules("mode: pass", "mode: join");
    RetrofuseContext in = rules.in("traceparent", PARENT);
    assertEquals(PARENT, rules.out(in).get("traceparent"));
    assertNotEquals(PARENT, rules.outByRule(in).get("traceparent"));
    assertEquals(Map.of(), new Rules("mode: start", "mode: off").outByRule(in));
    assertEquals(
        Set.of("traceparent", "tracestate"),
        new Rules("mode: off", "mode: start").outByRule(null).keySet());
  }

  @Test
  void membersLeaveOnlyWhereTheRulesAllow() {
    Rules rules = new Rules("mode: pass, baggage: [tenant], tracestate: []", "baggage: \"*\"");
    RetrofuseContext in =
        rules.in(
            "traceparent", PARENT, "tracestate", "a=1", "baggage", "user=alice;p=1 , tenant=acme");
    assertEquals(Map.of("traceparent", PARENT, "baggage", "tenant=acme"), rules.out(in));
    assertEquals(
        Map.of("traceparent", PARENT, "baggage", "user=alice;p=1,tenant=acme"),
        rules.outByRule(in));
  }

  @Test
  void whatIsNotTakenIsCounted() {
    Rules rules = new Rules("mode: pass, accept-from: 10.0.0.0/8, accept-messages-of: orders");
    assertNull(rules.in("traceparent", "00-" + TRACE));
    assertNull(rules.in("traceparent", "x".repeat(100_000)));
    assertNull(rules.in());
    assertEquals(2, rules.counts.ofInvalid());
    assertTrue(rules.hook.asks());
    assertTrue(rules.hook.trusts("10.1.1.1"));
    assertTrue(!rules.hook.trusts("127.0.0.1") && !rules.hook.trustsMessagesOf("payments"));
    assertEquals(2, rules.counts.ofUntrusted());
  }

  @Test
  void aNumberOfValuesThatBelongsToOtherRulesStandsForNone() {
    assertNull(new Rules("mode: pass").hook.extract(new Object[] {PARENT}));
    assertNull(new Rules("mode: pass").hook.extract(new Object[0]));
  }

  @Test
  void fieldsAreWrittenWhereTheRulesAskForThem() {
    assertFalse(new Rules("mode: pass").hook.writesFields(null));
    assertTrue(new Rules("redis: fields").hook.writesFields(null));
  }
}
