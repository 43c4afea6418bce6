package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogEntriesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-";

  private static List<String> entries(String rules, String... headers) {
    Rules all = new Rules(rules);
    return List.of(all.hook.logEntries(all.in(headers)));
  }

  private static List<String> all(String flags) {
    return List.of("trace_id", TRACE, "span_id", SPAN, "trace_flags", flags);
  }

  @Test
  void everyFormatGivesIds() {
    assertEquals(all("01"), entries("logs: mdc", "traceparent", PARENT + "01"));
    assertEquals(all("01"), entries("logs: messages", "traceparent", PARENT + "01"));
    assertEquals(all("02"), entries("logs: mdc", "traceparent", PARENT + "02"));
    String b3 = TRACE + "-" + SPAN + "-1";
    assertEquals(all("01"), entries("logs: mdc, read: b3", "b3", b3));
    String[] multi = {"x-b3-traceid", TRACE, "x-b3-spanid", SPAN, "x-b3-sampled", "0"};
    assertEquals(all("00"), entries("logs: mdc, read: b3-multi", multi));
    String jaeger = TRACE + ":" + SPAN + ":0:1";
    assertEquals(all("01"), entries("logs: mdc, read: jaeger", "uber-trace-id", jaeger));
    String xray = "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=" + SPAN + ";Sampled=1";
    assertEquals(all("01"), entries("logs: mdc, read: xray", "x-amzn-trace-id", xray));
  }

  @Test
  void shortIdsAreWrittenInFull() {
    List<String> entries = entries("logs: mdc, read: jaeger", "uber-trace-id", "abc:1:0:0");
    assertEquals("0".repeat(29) + "abc", entries.get(1));
    assertEquals("0".repeat(15) + "1", entries.get(3));
  }

  @Test
  void theMostTrustedFormatNamesTheTrace() {
    String b3 = "a".repeat(32) + "-" + SPAN + "-1";
    List<String> entries =
        entries("logs: mdc, read: [b3, w3c]", "traceparent", PARENT + "01", "b3", b3);
    assertEquals("a".repeat(32), entries.get(1));
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    String root = "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736";
    assertEquals(
        List.of("trace_id", TRACE),
        entries("logs: mdc, read: xray", "x-amzn-trace-id", root).subList(0, 2));
    assertEquals(
        List.of("trace_id", TRACE, "span_id", SPAN),
        entries("logs: mdc, read: b3", "b3", TRACE + "-" + SPAN));
  }

  @Test
  void baggageOrASamplingDecisionNamesNoTrace() {
    Rules rules = new Rules("logs: mdc, read: b3");
    assertNull(rules.hook.logEntries(rules.in("baggage", "k=v")));
    assertNull(rules.hook.logEntries(rules.in("b3", "0")));
  }

  @Test
  void nothingUnlessAskedFor() {
    for (String word : List.of("mode: pass", "mode: start", "logs: off")) {
      Rules rules = new Rules(word);
      assertNull(rules.hook.logEntries(rules.in("traceparent", PARENT + "01")), word);
    }
  }
}
