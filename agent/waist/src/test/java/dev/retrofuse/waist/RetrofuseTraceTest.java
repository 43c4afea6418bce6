package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrofuseTraceTest {
  @BeforeEach
  void attach() {
    RetrofuseTrace.hook = new FakeTrace();
  }

  @AfterEach
  void detach() {
    RetrofuseTrace.messagesEnd();
    RetrofuseTrace.hook = null;
    assertNull(RetrofuseThread.current().context);
  }

  @Test
  void headersAreReadOnlyWhereTheRulesTrustTheirSender() {
    assertEquals("traceparent", RetrofuseTrace.fieldsFrom("trusted")[0]);
    assertNotSame(RetrofuseTrace.fieldsFrom("trusted"), RetrofuseTrace.fieldsFrom("trusted"));
    assertEquals(0, RetrofuseTrace.fieldsFrom("other").length);
    assertEquals(0, RetrofuseTrace.fieldsOf("jms", "other").length);
    assertTrue(RetrofuseTrace.asksForAddress());
    RetrofuseTrace.hook = null;
    assertEquals(0, RetrofuseTrace.fieldsFrom("trusted").length);
    assertFalse(RetrofuseTrace.asksForAddress());
  }

  private static String current() {
    RetrofuseContext context = RetrofuseThread.current().context;
    return context == null ? null : context.value("traceparent");
  }

  @Test
  void eachMessageHasItsOwnContextAndNoneIsLeft() {
    RetrofuseTrace.message("a");
    assertEquals("a", current());
    RetrofuseTrace.message((Object) null);
    assertNull(current());
    RetrofuseTrace.message("b");
    assertEquals("b", current());
    RetrofuseTrace.messagesEnd();
    assertNull(current());
  }

  @Test
  void messagesReturnToWhatTheThreadWorkedForBefore() {
    RetrofuseContext before = RetrofuseTrace.begin("request");
    RetrofuseTrace.message("a");
    RetrofuseTrace.message("b");
    RetrofuseTrace.messagesEnd();
    assertEquals("request", current());
    RetrofuseTrace.restore(before);
  }

  @Test
  void anIterationLeftWithoutItsEndDoesNotReachIntoLaterWork() {
    RetrofuseContext outer = RetrofuseTrace.begin("first request");
    RetrofuseTrace.message("a");
    RetrofuseTrace.restore(outer);
    RetrofuseContext before = RetrofuseTrace.begin("second request");
    RetrofuseContext second = RetrofuseThread.current().context;
    RetrofuseTrace.messagesEnd();
    assertSame(second, RetrofuseThread.current().context);
    RetrofuseTrace.message("b");
    RetrofuseTrace.messagesEnd();
    assertSame(second, RetrofuseThread.current().context);
    RetrofuseTrace.restore(before);
  }

  @Test
  void anIterationOverMessagesWithoutContextDoesNotBringItsRequestBack() {
    RetrofuseContext outer = RetrofuseTrace.begin("request");
    RetrofuseTrace.message("a");
    RetrofuseTrace.message((Object) null);
    RetrofuseTrace.restore(outer);
    assertNull(current());
    RetrofuseTrace.messagesEnd();
    assertNull(current());
  }

  @Test
  void workBegunAfterAMessageIsReturnedTo() {
    RetrofuseTrace.message("a");
    RetrofuseContext left = RetrofuseTrace.begin("request");
    RetrofuseTrace.message("b");
    RetrofuseTrace.messagesEnd();
    assertEquals("request", current());
    RetrofuseTrace.restore(left);
    RetrofuseThread.current().context = null;
  }

  @Test
  void iterationsNestAndEachEndsByItself() {
    Object outer = new Object();
    Object inner = new Object();
    RetrofuseMessages.next(outer, "a");
    RetrofuseMessages.next(inner, (Object) null);
    assertNull(RetrofuseThread.current().context);
    RetrofuseMessages.next(inner, "b");
    assertEquals("b", current());
    RetrofuseMessages.end(inner);
    assertEquals("a", current());
    RetrofuseMessages.next(inner, "b");
    RetrofuseMessages.next(outer, "c"); // the inner one was left with break
    assertEquals("c", current());
    RetrofuseMessages.end(inner);
    assertEquals("c", current());
    RetrofuseMessages.end(outer);
    assertNull(RetrofuseThread.current().context);
  }

  @Test
  void aPollEndsWhatItsConsumerBegan() {
    RetrofuseMessages.polls("outer");
    RetrofuseMessages.next("records of outer", "a");
    RetrofuseMessages.polls("inner");
    assertEquals("a", current());
    RetrofuseMessages.next("records of inner", "b");
    RetrofuseMessages.polls("inner");
    assertEquals("a", current());
    RetrofuseMessages.next("records of inner", "b");
    RetrofuseMessages.polls("outer");
    assertNull(RetrofuseThread.current().context);
    RetrofuseMessages.next("records of outer", "a");
    RetrofuseMessages.closes("outer");
    assertNull(RetrofuseThread.current().context);
  }

  @Test
  void iterationsThatAreLeftForEverAreForgotten() {
    for (int i = 0; i < 100; i++) {
      RetrofuseMessages.polls("consumer " + i);
      RetrofuseMessages.next("records of " + i, "a " + i);
      RetrofuseThread.current().context = null;
    }
    int depth = 0;
    for (RetrofuseMessages each = RetrofuseMessages.mark(); each != null; each = each.outer()) {
      depth++;
    }
    assertTrue(depth <= 8, "depth " + depth);
    RetrofuseMessages.endAll(null);
    assertNull(RetrofuseMessages.mark());
    assertNull(RetrofuseThread.current().context);
  }

  @Test
  void anIterationLeftAtAMessageWithoutContextBringsNothingBack() {
    RetrofuseContext outer = RetrofuseTrace.begin("first request");
    RetrofuseMessages.polls("consumer");
    RetrofuseMessages.next("records", (Object) null);
    RetrofuseTrace.restore(outer);
    RetrofuseMessages.polls("consumer");
    assertNull(RetrofuseThread.current().context);
  }

  @Test
  void aHeaderThatCameInAndIsThereAgainIsHandedOn() {
    RetrofuseContext before = RetrofuseTrace.begin("a");
    assertTrue(RetrofuseTrace.isHandedOn("traceparent", new byte[] {'a'}, "b"));
    assertFalse(RetrofuseTrace.isHandedOn("traceparent", new byte[] {'a'}, "a"));
    assertFalse(RetrofuseTrace.isHandedOn("traceparent", new byte[] {'c'}, "b"));
    assertFalse(RetrofuseTrace.isHandedOn("traceparent", null, "b"));
    assertFalse(RetrofuseTrace.isHandedOn("b3", new byte[] {'a'}, "b"));
    RetrofuseTrace.restore(before);
    assertFalse(RetrofuseTrace.isHandedOn("traceparent", new byte[] {'a'}, "b"));
  }

  @Test
  void aLogLineNamesTheTraceBesideTheApplicationsEntries() {
    RetrofuseContext before = RetrofuseTrace.begin("a");
    Map<String, String> mdc = Map.of("user", "u");
    assertEquals(Map.of("user", "u", "trace_id", "a"), RetrofuseLog.with(mdc));
    assertEquals(Map.of("trace_id", "a"), RetrofuseLog.with(null));
    assertEquals(Map.of("trace_id", "own"), RetrofuseLog.with(Map.of("trace_id", "own")));
    assertEquals("a", RetrofuseLog.entry("trace_id"));
    assertNull(RetrofuseLog.entry("user"));
    RetrofuseTrace.restore(before);
    assertSame(mdc, RetrofuseLog.with(mdc));
    assertNull(RetrofuseLog.with(null));
    assertNull(RetrofuseLog.entry("trace_id"));
  }
}
