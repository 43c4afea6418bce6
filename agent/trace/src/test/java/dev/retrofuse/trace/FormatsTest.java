package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.retrofuse.waist.RetrofuseContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** B3, Jaeger and X-Ray: their documents' cases, and what becomes of one in another. */
class FormatsTest {
  private static final String ALL = "read: [w3c, b3, jaeger, xray]";
  private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";
  private static final String SPAN = "a2fb4a1d1a96d312";
  private static final String W3C = "00-" + TRACE + "-" + SPAN + "-0";
  private static final String ROOT = "Root=1-463ac35c-9f6413ad48485a3953bb6124";

  @ParameterizedTest
  @CsvSource({
    "b3, " + TRACE + "-" + SPAN + "-1-0020000000000001",
    "b3, " + TRACE + "-" + SPAN + "-d",
    "b3, " + TRACE + "-" + SPAN,
    "b3, 48485a3953bb6124-" + SPAN + "-0",
    "b3, 0",
    "b3, d",
    "uber-trace-id, " + TRACE + ":" + SPAN + ":0:1",
    "uber-trace-id, 48485a3953bb6124:1:0:0",
    "uber-trace-id, " + TRACE + "%3A" + SPAN + "%3A0%3A3",
    "x-amzn-trace-id, " + ROOT + ";Parent=" + SPAN + ";Sampled=1",
    "x-amzn-trace-id, Self=1-67891234-12456789abcdef012345678;" + ROOT,
    "x-amzn-trace-id, Sampled=?; " + ROOT + ";Lineage=a87bd80c:1|68fd508a:5",
  })
  void goesOnAsItCame(String name, String value) {
    Rules rules = new Rules("mode: pass, " + ALL);
    assertEquals(Map.of(name, value), rules.out(rules.in(name, value)));
    assertEquals(0, rules.counts.ofInvalid());
  }

  @ParameterizedTest
  @CsvSource({
    "b3, " + TRACE,
    "b3, " + TRACE + "-" + SPAN + "-2",
    "b3, " + TRACE + "-" + SPAN + "-1-1",
    "b3, " + TRACE + "-" + SPAN + "-1-0020000000000001-1",
    "b3, 00000000000000000000000000000000-" + SPAN,
    "b3, " + TRACE + "-0000000000000000-1",
    "b3, 3ac35c9f6413ad48485a3953bb6124-" + SPAN,
    "b3, " + TRACE + "-g2fb4a1d1a96d312",
    "uber-trace-id, " + TRACE + ":" + SPAN + ":0",
    "uber-trace-id, 0:" + SPAN + ":0:1",
    "uber-trace-id, " + TRACE + ":0:0:1",
    "uber-trace-id, 1" + TRACE + ":1:0:1",
    "uber-trace-id, " + TRACE + ":" + SPAN + ":0:x",
    "x-amzn-trace-id, Parent=" + SPAN + ";Sampled=1",
    "x-amzn-trace-id, Root=2-463ac35c-9f6413ad48485a3953bb6124",
    "x-amzn-trace-id, Root=1-463ac35c9-f6413ad48485a3953bb6124",
    "x-amzn-trace-id, " + ROOT + ";Parent=a2fb4a1d1a96d31",
    "x-amzn-trace-id, " + ROOT + ";Parent=g2fb4a1d1a96d312",
    "x-amzn-trace-id, " + ROOT + ";Parent=" + SPAN + ";Sampled=2",
    "x-amzn-trace-id, Root=1-00000000-000000000000000000000000;Parent=" + SPAN,
  })
  void whatIsInvalidIsDroppedAndCounted(String name, String value) {
    Rules rules = new Rules("mode: pass, " + ALL);
    assertNull(rules.in(name, value));
    assertEquals(1, rules.counts.ofInvalid());
  }

  @Test
  void theManyHeadersOfB3GoOnTogether() {
    Rules rules = new Rules("mode: pass, read: b3-multi");
    RetrofuseContext in =
        rules.in(
            "x-b3-traceid", TRACE,
            "x-b3-spanid", SPAN,
            "x-b3-parentspanid", "0020000000000001",
            "x-b3-sampled", "true",
            "x-b3-flags", "2");
    assertEquals(
        Map.of(
            "x-b3-traceid",
            TRACE,
            "x-b3-spanid",
            SPAN,
            "x-b3-parentspanid",
            "0020000000000001",
            "x-b3-sampled",
            "true"),
        rules.out(in));
    assertNull(rules.in("x-b3-traceid", TRACE));
    assertNull(rules.in("x-b3-spanid", SPAN, "x-b3-sampled", "1"));
    assertEquals(Map.of("x-b3-sampled", "0"), rules.out(rules.in("x-b3-sampled", "0")));
  }

  /** From each format into each, with the sampling decision that it can say. */
  @ParameterizedTest
  @CsvSource({
    "1, w3c, traceparent, " + W3C + "1",
    "0, w3c, traceparent, " + W3C + "0",
    "d, w3c, traceparent, " + W3C + "1",
    "1, b3, b3, " + TRACE + "-" + SPAN + "-1",
    "d, b3, b3, " + TRACE + "-" + SPAN + "-d",
    "1, b3-multi, x-b3-sampled, 1",
    "d, b3-multi, x-b3-flags, 1",
    "0, b3-multi, x-b3-traceid, " + TRACE,
    "1, jaeger, uber-trace-id, " + TRACE + ":" + SPAN + ":0:1",
    "d, jaeger, uber-trace-id, " + TRACE + ":" + SPAN + ":0:3",
    "0, xray, x-amzn-trace-id, " + ROOT + ";Parent=" + SPAN + ";Sampled=0",
    "d, xray, x-amzn-trace-id, " + ROOT + ";Parent=" + SPAN + ";Sampled=1",
  })
  void oneIsWrittenAsAnother(String sampling, String format, String name, String value) {
    Rules rules = new Rules("mode: pass, read: b3, write: " + format);
    assertEquals(value, rules.out(rules.in("b3", TRACE + "-" + SPAN + "-" + sampling)).get(name));
  }

  @Test
  void whatNobodyHasDecidedStaysUndecided() {
    String undecided = TRACE + "-" + SPAN;
    Rules rules = new Rules("mode: pass, read: b3, write: [b3-multi, xray]");
    assertEquals(
        Map.of(
            "x-b3-traceid", TRACE,
            "x-b3-spanid", SPAN,
            "x-amzn-trace-id", ROOT + ";Parent=" + SPAN),
        rules.out(rules.in("b3", undecided)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w3c", "b3", "b3-multi", "jaeger", "xray"})
  void thereAndBackNothingIsLost(String format) {
    Rules there = new Rules("mode: pass, read: w3c, write: " + format);
    Rules back = new Rules("mode: pass, read: " + format + ", write: w3c");
    for (String header :
        new String[] {W3C + "0", W3C + "1", W3C.replace(TRACE, "0".repeat(31) + 1) + 1}) {
      String[] sent =
          there.out(there.in("traceparent", header)).entrySet().stream()
              .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
              .toArray(String[]::new);
      assertEquals(Map.of("traceparent", header), back.out(back.in(sent)), format);
    }
  }

  @Test
  void shortIdsStayShort() {
    Rules rules = new Rules("mode: join, " + ALL);
    String b3 = rules.out(rules.in("b3", "48485a3953bb6124-" + SPAN + "-1")).get("b3");
    assertEquals("48485a3953bb6124-", b3.substring(0, 17));
    String w3c =
        new Rules("mode: pass, read: b3, write: w3c").out(rules.in("b3", b3)).get("traceparent");
    assertEquals("00-000000000000000048485a3953bb6124", w3c.substring(0, 35));
  }

  @Test
  void theFirstThatIsThereIsTheParentAndAllAreTold() {
    Rules rules = new Rules("mode: join, read: [b3, w3c]");
    Map<String, String> out =
        rules.out(
            rules.in(
                "traceparent",
                "00-" + "1".repeat(32) + "-" + SPAN + "-01",
                "b3",
                TRACE + "-" + SPAN + "-0"));
    String span = out.get("b3").substring(33, 49);
    assertEquals("00-" + TRACE + "-" + span + "-00", out.get("traceparent"));
  }

  @Test
  void aDecisionAloneHoldsForTheTraceThatBegins() {
    Rules rules = new Rules("mode: start, read: b3");
    Map<String, String> out = rules.out(rules.in("b3", "0"));
    assertEquals("0", out.get("b3").substring(out.get("b3").length() - 1));
    Rules join = new Rules("mode: join, read: b3");
    assertEquals(Map.of("b3", "d"), join.out(join.in("b3", "d")));
  }

  @Test
  void jaegersBaggageIsReadForTheKeysThatAreNamed() {
    String keys = "baggage: [tenant, region, user*]";
    Rules rules = new Rules("mode: pass, read: jaeger, " + keys);
    RetrofuseContext in =
        rules.in(
            "uber-trace-id", TRACE + ":1:0:1", "uberctx-tenant", "acme", "uberctx-region", "a b");
    assertEquals(
        Map.of("uber-trace-id", TRACE + ":1:0:1", "uberctx-tenant", "acme"), rules.out(in));
    Rules w3c = new Rules("mode: pass, read: jaeger, write: w3c, " + keys);
    assertEquals("tenant=acme", w3c.out(in).get("baggage"));
    Rules jaeger = new Rules("mode: pass, read: w3c, write: jaeger");
    Map<String, String> out =
        jaeger.out(jaeger.in("traceparent", W3C + 1, "baggage", "tenant=acme;p=1,x=y"));
    assertEquals("acme", out.get("uberctx-tenant"));
    assertEquals("y", out.get("uberctx-x"));
  }
}
