package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseSpan;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every HTTP client's requests of trace context. */
public abstract class HttpTraceContract extends HttpLastGoodContract {
  @Test
  void contextOfTheThreadIsForwarded() throws Exception {
    attach();
    ClientRequest request = get("/redirect").header("X-Own", "1");
    inContext(PARENT, "a=1,b=2", "user=alice", () -> send(request));
    for (RecordingServer.Received each : server.received()) {
      assertEquals(PARENT, each.header("traceparent"));
      assertEquals("a=1,b=2", each.header("tracestate"));
      assertEquals("user=alice", each.header("baggage"));
      assertEquals("1", each.header("X-Own"));
    }
    assertEquals(2, received());
    inContext(OTHER, null, null, () -> send(post("/echo", "x")));
    assertEquals(OTHER, receivedHeader("traceparent"));
    assertNull(receivedHeader("baggage"));
  }

  @Test
  void headersOfTheApplicationAreLeftAlone() throws Exception {
    attach();
    ClientRequest traced = get("/ok").header("traceparent", OTHER);
    inContext(() -> send(traced));
    assertEquals(OTHER, receivedHeader("traceparent"));
    assertNull(receivedHeader("tracestate"));
    assertEquals("user=alice", receivedHeader("baggage"));
    ClientRequest baggage = get("/ok").header("Baggage", "own=1");
    inContext(() -> send(baggage));
    assertEquals(PARENT, receivedHeader("traceparent"));
    assertEquals("own=1", receivedHeader("baggage"));
  }

  @Test
  void aTraceBeginsWhereNoneCameAndEachCallIsAnotherParent() throws Exception {
    attach("{ host: other.example }", LONG_WAIT + "trace: { mode: start }\n");
    send(get("/ok"));
    String begun = receivedHeader("traceparent");
    assertTrue(begun.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03"), begun);
    inContext(() -> send(get("/ok")));
    String joined = receivedHeader("traceparent");
    assertEquals(PARENT.substring(0, 36), joined.substring(0, 36));
    assertNotEquals(PARENT, joined);
    String own = "retrofuse=" + joined.substring(36, 52);
    assertEquals(own + ",a=1", receivedHeader("tracestate"));
  }

  @Test
  void aCallIsRecordedAndTheParentOfWhatItReaches() throws Exception {
    attach("{ host: other.example }", LONG_WAIT + RecordedSpans.RULES);
    inContext(() -> send(get("/ok?secret=1")));
    RetrofuseSpan span = agent.spans().await(RetrofuseSpan.CLIENT);
    assertEquals(PARENT.substring(0, 36) + span.spanId + "-01", receivedHeader("traceparent"));
    Map<String, String> notes = RecordedSpans.notes(span);
    assertEquals("GET", span.name());
    assertEquals("GET", notes.get("http.request.method"));
    assertEquals("200", notes.get("http.response.status_code"));
    assertEquals("127.0.0.1", notes.get("server.address"));
    String url = "http://127.0.0.1:" + notes.get("server.port") + "/ok";
    assertEquals(url, notes.get("url.full"));
    assertNull(notes.get("error.type"));
  }

  @Test
  void aRuleSaysWhatItsCallsAreTold() throws Exception {
    attach(
        "{ host: 127.0.0.1 }",
        ONE_AT_A_TIME + "    trace: { mode: pass, write: [b3, w3c], baggage: [tenant] }\n");
    inContext(PARENT, "a=1", "user=alice,tenant=acme", () -> send(get("/ok")));
    String ids = PARENT.substring(3, 52);
    assertEquals(ids + "-" + PARENT.charAt(54), receivedHeader("b3"));
    assertEquals(PARENT, receivedHeader("traceparent"));
    assertEquals("a=1", receivedHeader("tracestate"));
    assertEquals("tenant=acme", receivedHeader("baggage"));
    inContext(() -> send(get("/ok").header("b3", "0")));
    assertEquals("0", receivedHeader("b3"));
    assertNull(receivedHeader("traceparent"), "a trace that is there is not completed");
  }

  @Test
  void aRuleMayKeepTheTraceFromItsCalls() throws Exception {
    attach("{ host: 127.0.0.1 }", ONE_AT_A_TIME + "    trace: { mode: off }\n");
    inContext(() -> send(get("/ok")));
    assertNull(receivedHeader("traceparent"));
    assertNull(receivedHeader("baggage"));
    assertCounted(1, 0, 0);
  }
}
