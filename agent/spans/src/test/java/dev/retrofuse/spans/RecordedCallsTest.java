package dev.retrofuse.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.trace.RecordingHook;
import dev.retrofuse.trace.TraceCounts;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls under the rules of an engine, each from its guard's enter to its end. */
class RecordedCallsTest implements Events {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String UNSAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";

  private final List<RetrofuseSpan> spans = new ArrayList<>();
  private final Engine engine = new Engine(Ticker.system(), new StateEvents(this));
  private RecordedCalls calls;
  private RetrofuseContext before;

  private void rules(String mode, String rules) {
    RuleSet set =
        RuleFile.parse(
                "test.yaml",
                "trace: { mode: " + mode + ", spans: { endpoint: http://a } }\n" + rules)
            .ruleSet();
    RecordingHook hook = new RecordingHook(set.trace(), new TraceCounts());
    calls = new RecordedCalls(hook);
    engine.apply(set);
    engine.on();
    engine.record(calls);
    RetrofuseTrace.hook = hook;
    RetrofuseSpans.hook =
        new SpanPipeline(set.trace().spans(), "test", this) {
          @Override
          protected void ended(RetrofuseSpan span) {
            spans.add(span);
          }
        };
  }

  private void serve(String parent) {
    before = RetrofuseTrace.begin(parent, null, null);
  }

  @AfterEach
  void end() {
    RetrofuseTrace.restore(before);
    engine.record(null);
    engine.off();
    RetrofuseTrace.hook = null;
    RetrofuseSpans.hook = null;
    assertNull(RetrofuseThread.current().span);
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
  }

  private static RetrofuseGuard get(String path) {
    return RetrofuseHttp.request("GET", "http", "shop.example", -1, path);
  }

  private static String traceparent(RetrofuseGuard guard) {
    RetrofuseContext told = RetrofuseTrace.outbound(guard);
    return told == null ? null : told.value("traceparent");
  }

  private static Map<String, String> notes(RetrofuseSpan span) {
    Map<String, String> notes = new TreeMap<>();
    for (RetrofuseSpan.Note note = span.notes(); note != null; note = note.before) {
      boolean event = note.value instanceof Object[];
      String text = event ? Arrays.toString((Object[]) note.value) : String.valueOf(note.value);
      notes.put(note.key, text);
    }
    return notes;
  }

  @Test
  void aCallWithoutARuleIsRecordedBelowTheRequest() {
    rules("join", "");
    serve(PARENT);
    RetrofuseGuard guard = get("/a?secret=1");
    long permit = guard.enter();
    assertTrue(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
    assertNull(get("/inner"), "what a call makes belongs to it");
    String told = traceparent(guard);
    guard.exit(permit, 404, null);
    RetrofuseSpan span = spans.get(0);
    assertEquals("00-" + TRACE + "-" + span.spanId + "-01", told);
    assertEquals(RetrofuseThread.current().context.span().spanId, span.parentId);
    assertEquals(
        Map.of(
            "http.request.method", "GET",
            "http.response.status_code", "404",
            "error.type", "404",
            "server.address", "shop.example",
            "server.port", "80",
            "url.full", "http://shop.example:80/a"),
        notes(span));
  }

  @Test
  void withoutATraceNoneBeginsUnlessTheModeIsStart() {
    rules("join", "");
    assertNull(get("/a"));
    rules("start", "");
    RetrofuseGuard guard = get("/a");
    guard.exit(guard.enter(), 200, null);
    assertNull(spans.get(0).parentId);
    assertEquals(32, spans.get(0).traceId.length());
  }

  @Test
  void whatIsNotSampledHasIdsAndIsNotRecorded() {
    rules("join", "");
    serve(UNSAMPLED);
    RetrofuseGuard guard = get("/a");
    String told = traceparent(guard);
    guard.exit(guard.enter(), 200, null);
    assertTrue(told.startsWith("00-" + TRACE) && told.endsWith("-00"), told);
    assertNotEquals(UNSAMPLED, told);
    assertEquals(List.of(), spans);
  }

  @Test
  void aRuleMayLeaveItsCallsOutAndTheyAreTheRequestsChildren() {
    rules("join", "rules: [{ name: a, match: { http: {} }, breaker: {}, trace: { spans: off } }]");
    serve(PARENT);
    RetrofuseGuard guard = get("/a");
    assertNull(guard.span());
    String server = RetrofuseThread.current().context.span().spanId;
    assertEquals("00-" + TRACE + "-" + server + "-01", traceparent(guard));
    assertEquals("00-" + TRACE + "-" + server + "-01", traceparent(null));
    guard.exit(guard.enter(), 200, null);
    assertEquals(List.of(), spans);
  }

  @Test
  void aRefusalSaysWhoRefused() {
    rules("join", "rules: [{ name: pay, match: { http: {} }, breaker: { minimum-calls: 1 } }]");
    serve(PARENT);
    RetrofuseGuard guard = get("/a");
    guard.exit(guard.enter(), 0, new IOException("secret"));
    Map<String, String> failed = notes(spans.get(0));
    assertEquals("java.io.IOException", failed.get("error.type"));
    assertFalse(failed.toString().contains("secret"), failed::toString);
    String change = failed.get("retrofuse.breaker.state");
    assertTrue(change.contains("retrofuse.breaker.from, closed"), change);
    assertTrue(change.contains("retrofuse.breaker.to, open"), change);
    RetrofuseGuard refused = get("/a");
    long permit = refused.enter();
    assertTrue(permit < 0);
    assertTrue(refused.exit(permit, 0, null).getMessage().contains("rule 'pay'"));
    String event = notes(spans.get(1)).get("retrofuse.refused");
    assertTrue(event.startsWith("[retrofuse.rule, pay, retrofuse.key, shop.example"), event);
    assertTrue(event.endsWith("policy, breaker, retrofuse.breaker.state, open]"), event);
    assertEquals(2, spans.size());
  }

  @Test
  void triesAreOneSpan() {
    rules(
        "join", "rules: [{ name: a, match: { http: {} }, retry: { attempts: 3, back-off: 1ms } }]");
    serve(PARENT);
    RetrofuseGuard guard = get("/a");
    long permit = guard.enter();
    permit = guard.again(permit, 1, RetrofuseGuard.IDEMPOTENT, 503, null, null);
    assertTrue(permit >= 0);
    assertEquals(List.of(), spans);
    permit = guard.again(permit, 2, RetrofuseGuard.IDEMPOTENT, 200, null, null);
    assertTrue(permit < 0);
    Map<String, String> notes = notes(spans.get(0));
    assertEquals(
        "[retrofuse.retry.count, 1, http.response.status_code, 503, error.type, null]",
        notes.get("retrofuse.retry"));
    assertEquals("200", notes.get("http.response.status_code"));
    assertEquals(1, spans.size());
  }

  @Test
  void messagesAndStatementsSayWhatTheyAre() {
    rules("start", "");
    RetrofuseGuard send = RetrofuseMessaging.send("kafka", "orders");
    send.exit(send.enter(), 0, null);
    assertEquals("send orders", spans.get(0).name());
    assertEquals(RetrofuseSpan.PRODUCER, spans.get(0).kind);
    JdbcUrl url = JdbcUrl.parse("jdbc:postgresql://db.example:5433/shop?user=a&password=b");
    RetrofuseGuard query =
        calls.jdbc(null, url, SqlShape.of("SELECT * FROM orders WHERE card = '4711' LIMIT 5"));
    query.exit(query.enter(), 0, null);
    assertEquals("SELECT orders", spans.get(1).name());
    assertEquals(
        Map.of(
            "db.system.name", "postgresql",
            "db.namespace", "shop",
            "db.operation.name", "SELECT",
            "db.collection.name", "orders",
            "db.query.text", "select*from orders where card=? limit ?",
            "server.address", "db.example",
            "server.port", "5433"),
        notes(spans.get(1)));
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}
}
