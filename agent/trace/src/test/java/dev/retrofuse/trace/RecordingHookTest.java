package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingHookTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private static RecordingHook hook(String keys) {
    String yaml = "trace: { " + keys + ", spans: { endpoint: http://a } }";
    return new RecordingHook(
        RuleFile.parse("test.yaml", yaml).ruleSet().trace(), new TraceCounts());
  }

  @Test
  void theRequestsSpanTakesTheCallersPlace() {
    RetrofuseContext context =
        hook("mode: join").extract(new Object[] {PARENT, "a=1", "user=alice"});
    RetrofuseSpan span = context.span();
    assertEquals(TRACE, span.traceId);
    assertEquals("00f067aa0ba902b7", span.parentId);
    assertEquals("a=1", span.tracestate);
    assertEquals(RetrofuseSpan.SERVER, span.kind);
    assertTrue(span.sampled);
    assertEquals("00-" + TRACE + "-" + span.spanId + "-01", context.value("traceparent"));
    assertEquals("retrofuse=" + span.spanId + ",a=1", context.value("tracestate"));
    assertEquals("user=alice", context.value("baggage"));
  }

  /** Of a request with that value of the first header that is read. */
  private static RetrofuseContext only(RecordingHook hook, String value) {
    Object[] values = new Object[hook.fields().length];
    values[0] = value;
    return hook.extract(values);
  }

  @Test
  void inTheFormatInWhichItCame() {
    RecordingHook hook = hook("mode: join, read: [b3, w3c]");
    RetrofuseContext context = only(hook, TRACE + "-00f067aa0ba902b7-d");
    assertEquals(TRACE + "-" + context.span().spanId + "-d", context.value("b3"));
    RetrofuseSpan call = hook.call(context, null, RetrofuseSpan.CLIENT);
    RetrofuseContext told = hook.inject(context, null, call);
    assertEquals(TRACE + "-" + call.spanId + "-d", told.value("b3"));
    assertEquals(context.span().spanId, call.parentId);
  }

  @Test
  void aTraceBeginsWithTheRequestsSpanOrNotAtAll() {
    Object[] nothing = {null, null, null};
    RetrofuseContext begun = hook("mode: start").extract(nothing);
    assertNull(begun.span().parentId);
    String own = "00-" + begun.span().traceId + "-" + begun.span().spanId + "-03";
    assertEquals(own, begun.value("traceparent"));
    assertNull(hook("mode: join").extract(nothing));
    RetrofuseContext baggage = hook("mode: join").extract(new Object[] {null, null, "a=1"});
    assertNull(baggage.span());
    assertEquals("a=1", baggage.value("baggage"));
  }

  @Test
  void aMessagesSpanSaysWhoseItIs() {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.system = "kafka";
    thread.destination = "orders";
    RecordingHook hook = hook("mode: join");
    RetrofuseSpan span = hook.extract(new Object[] {PARENT, null, null}).span();
    assertEquals(RetrofuseSpan.CONSUMER, span.kind);
    assertEquals("process orders", span.name());
    assertNull(thread.system);
    assertEquals(RetrofuseSpan.SERVER, hook.extract(new Object[] {PARENT, null, null}).span().kind);
  }

  @Test
  void whatNobodyDecidedIsDecidedHereAndTold() {
    String undecided = TRACE + "-00f067aa0ba902b7";
    RetrofuseContext all = only(hook("mode: join, read: b3, sampled: 100%"), undecided);
    assertTrue(all.span().sampled);
    assertTrue(all.value("b3").endsWith("-1"), all.value("b3"));
    RetrofuseContext none = only(hook("mode: join, read: b3, sampled: 0%"), undecided);
    assertFalse(none.span().sampled);
    assertTrue(none.value("b3").endsWith("-0"), none.value("b3"));
  }

  @Test
  void callsThatAreNotRecordedAreToldTheRequestsSpan() {
    RecordingHook hook = hook("mode: join");
    RetrofuseContext context = hook.extract(new Object[] {PARENT, null, null});
    assertSame(context, hook.inject(context, null));
    assertNull(hook("mode: start").inject(null, null), "nobody would record that trace");
  }

  @Test
  void logLinesNameTheRequestsSpan() {
    RecordingHook hook = hook("mode: join, logs: mdc");
    RetrofuseContext context = hook.extract(new Object[] {PARENT, null, null});
    assertEquals(
        List.of("trace_id", TRACE, "span_id", context.span().spanId, "trace_flags", "01"),
        List.of(hook.logEntries(context)));
  }
}
