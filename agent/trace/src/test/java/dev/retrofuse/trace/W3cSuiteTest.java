package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.retrofuse.rules.Trace;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.waist.RetrofuseContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of the W3C Trace Context conformance suite (level 2, strict), by its names, as far as
 * they are about reading. Its four cases about header names are in the contract for inbound calls.
 */
class W3cSuiteTest {
  private static final TraceHook HOOK = new TraceHook(Trace.of(TraceMode.PASS), new TraceCounts());

  private static final String TRACE = "12345678901234567890123456789012";
  private static final String PARENT = "1234567890123456";
  private static final String VALID = "00-" + TRACE + "-" + PARENT + "-01";
  private static final String UNSAMPLED = "00-" + TRACE + "-" + PARENT + "-00";

  private final List<DynamicTest> cases = new ArrayList<>();

  @TestFactory
  List<DynamicTest> suite() {
    anew("both_traceparent_and_tracestate_missing");
    kept("traceparent_included_tracestate_missing", VALID);
    anew(
        "traceparent_duplicated", "00-12345678901234567890123456789011-1234567890123456-01", VALID);
    anew("traceparent_version_0x00", VALID + ".");
    anew("traceparent_version_0x00", VALID + "-what-the-future-will-be-like");
    kept("traceparent_version_0xcc", "cc-" + TRACE + "-" + PARENT + "-01");
    kept("traceparent_version_0xcc", "cc-" + TRACE + "-" + PARENT + "-01-what-the-future-will-be");
    anew("traceparent_version_0xcc", "cc-" + TRACE + "-" + PARENT + "-01.what-the-future-will-be");
    anew("traceparent_version_0xff", "ff-" + TRACE + "-" + PARENT + "-01");
    anew("traceparent_version_illegal_characters", ".0-" + TRACE + "-" + PARENT + "-01");
    anew("traceparent_version_illegal_characters", "0.-" + TRACE + "-" + PARENT + "-01");
    anew("traceparent_version_too_long", "000-" + TRACE + "-" + PARENT + "-01");
    anew("traceparent_version_too_long", "0000-" + TRACE + "-" + PARENT + "-01");
    anew("traceparent_version_too_short", "0-" + TRACE + "-" + PARENT + "-01");
    anew("traceparent_trace_id_all_zero", "00-" + "0".repeat(32) + "-" + PARENT + "-01");
    traceId("illegal_characters", ".2345678901234567890123456789012");
    traceId("illegal_characters", "1234567890123456789012345678901.");
    traceId("too_long", TRACE + "3");
    traceId("too_short", "1234567890123456789012345678901");
    parentId("all_zero", "0".repeat(16));
    parentId("illegal_characters", ".234567890123456");
    parentId("illegal_characters", "123456789012345.");
    parentId("too_long", PARENT + "7");
    parentId("too_short", "123456789012345");
    flags("illegal_characters", ".0");
    flags("illegal_characters", "0.");
    flags("too_long", "001");
    flags("too_short", "1");
    kept("traceparent_ows_handling", " " + VALID);
    kept("traceparent_ows_handling", "\t" + VALID);
    kept("traceparent_ows_handling", VALID + " ");
    kept("traceparent_ows_handling", VALID + "\t");
    kept("traceparent_ows_handling", "\t " + VALID + " \t");
    add("tracestate_included_traceparent_missing", List.of(), List.of("foo=1,bar=2"), null, null);
    state("included_traceparent_included", "foo=1,bar=2", "foo=1,bar=2");
    state("empty_header", null, "");
    state("empty_header", "foo=1", "foo=1", "");
    state("empty_header", "foo=1", "", "foo=1");
    state(
        "multiple_headers_different_keys",
        "foo=1,bar=2,rojo=1,congo=2,baz=3",
        "foo=1,bar=2",
        "rojo=1,congo=2",
        "baz=3");
    state("duplicated_keys", "foo=1,foo=1", "foo=1,foo=1");
    state("duplicated_keys", "foo=1,foo=2", "foo=1,foo=2");
    state("duplicated_keys", "foo=1,foo=1", "foo=1", "foo=1");
    state("duplicated_keys", "foo=1,foo=2", "foo=1", "foo=2");
    allAllowedCharacters();
    whiteSpace();
    keys();
    memberCounts();
    state("value_illegal_characters", null, "foo=bar=baz");
    state("value_illegal_characters", null, "foo=,bar=3");
    kept("multiple_requests_with_valid_traceparent", VALID);
    anew("multiple_requests_without_traceparent");
    anew(
        "multiple_requests_with_illegal_traceparent",
        "00-" + "0".repeat(32) + "-" + PARENT + "-01");
    String random = "00-" + TRACE + "-" + PARENT + "-02";
    add("propagates_random_flag", List.of(random), List.of(), random, null);
    return cases;
  }

  private void allAllowedCharacters() {
    StringBuilder value = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      if (c != ',' && c != '=') {
        value.append(c);
      }
    }
    String key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";
    state("all_allowed_characters", key + "=" + value, key + "=" + value);
    String tenant = key + "@a-z0-9_-*/=" + value;
    state("all_allowed_characters", tenant, tenant);
  }

  private void whiteSpace() {
    state("ows_handling", "foo=1,bar=2,baz=3", "foo=1 \t , \t bar=2, \t baz=3");
    state("ows_handling", "foo=1,bar=2,baz=3", "foo=1\t \t,\t \tbar=2,\t \tbaz=3");
    for (String blanks : List.of(" foo=1", "\tfoo=1", "foo=1 ", "foo=1\t", "\t foo=1 \t")) {
      state("ows_handling", "foo=1", blanks);
    }
  }

  private void keys() {
    state("key_illegal_characters", null, "foo =1");
    state("key_illegal_characters", null, "FOO=1");
    state("key_illegal_characters", null, "foo.bar=1");
    state("key_illegal_vendor_format", "foo@=1,bar=2", "foo@=1,bar=2");
    state("key_illegal_vendor_format", null, "@foo=1,bar=2");
    state("key_illegal_vendor_format", "foo@@bar=1,bar=2", "foo@@bar=1,bar=2");
    state("key_illegal_vendor_format", "foo@bar@baz=1,bar=2", "foo@bar@baz=1,bar=2");
    for (String key :
        List.of(
            "z".repeat(256),
            "t".repeat(241) + "@" + "v".repeat(14),
            "t".repeat(242) + "@v",
            "t@" + "v".repeat(15))) {
      state("key_length_limit", "foo=1," + key + "=1", "foo=1", key + "=1");
    }
    state("key_length_limit", null, "foo=1", "z".repeat(257) + "=1");
  }

  private void memberCounts() {
    StringBuilder most = new StringBuilder("bar01=01");
    for (int i = 2; i <= 32; i++) {
      most.append(",bar").append(i).append('=').append(i);
    }
    state("member_count_limit", most.toString(), most.toString());
    state("member_count_limit", null, most.toString(), "bar33=33");
  }

  private void traceId(String name, String id) {
    anew("traceparent_trace_id_" + name, "00-" + id + "-" + PARENT + "-01");
  }

  private void parentId(String name, String id) {
    anew("traceparent_parent_id_" + name, "00-" + TRACE + "-" + id + "-01");
  }

  private void flags(String name, String flags) {
    anew("traceparent_trace_flags_" + name, "00-" + TRACE + "-" + PARENT + "-" + flags);
  }

  private void kept(String name, String... traceparent) {
    add(name, List.of(traceparent), List.of("foo=1"), VALID, "foo=1");
  }

  private void anew(String name, String... traceparent) {
    add(name, List.of(traceparent), List.of("foo=1"), null, null);
  }

  private void state(String name, String expected, String... fields) {
    add("tracestate_" + name, List.of(UNSAMPLED), List.of(fields), UNSAMPLED, expected);
  }

  private void add(
      String name,
      List<String> traceparent,
      List<String> tracestate,
      String expectedParent,
      String expectedState) {
    cases.add(
        dynamicTest(
            name + " #" + cases.size(),
            () -> {
              RetrofuseContext context = HOOK.extract(new Object[] {traceparent, tracestate, null});
              if (expectedParent == null) {
                assertNull(context);
              } else {
                assertEquals(expectedParent, context.value("traceparent"));
                assertEquals(expectedState, context.value("tracestate"));
              }
            }));
  }
}
