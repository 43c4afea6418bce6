package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrofuseTraceTest {
  @BeforeEach
  void attach() {
    RetrofuseTrace.hook =
        new RetrofuseTrace() {
          @Override
          protected RetrofuseContext extract(Object traceparent, Object state, Object baggage) {
            return traceparent == null
                ? null
                : new RetrofuseContext("traceparent", traceparent.toString());
          }
        };
  }

  @AfterEach
  void detach() {
    RetrofuseTrace.messagesEnd();
    RetrofuseTrace.hook = null;
    assertNull(RetrofuseThread.current().context);
  }

  private static String current() {
    RetrofuseContext context = RetrofuseTrace.outbound();
    return context == null ? null : context.value("traceparent");
  }

  @Test
  void eachMessageHasItsOwnContextAndNoneIsLeft() {
    RetrofuseTrace.message("a", null, null);
    assertEquals("a", current());
    RetrofuseTrace.message(null, null, null);
    assertNull(current());
    RetrofuseTrace.message("b", null, null);
    assertEquals("b", current());
    RetrofuseTrace.messagesEnd();
    assertNull(current());
  }

  @Test
  void messagesReturnToWhatTheThreadWorkedForBefore() {
    RetrofuseContext before = RetrofuseTrace.begin("request", null, null);
    RetrofuseTrace.message("a", null, null);
    RetrofuseTrace.message("b", null, null);
    RetrofuseTrace.messagesEnd();
    assertEquals("request", current());
    RetrofuseTrace.restore(before);
  }

  @Test
  void anIterationLeftWithoutItsEndDoesNotReachIntoLaterWork() {
    RetrofuseContext outer = RetrofuseTrace.begin("first request", null, null);
    RetrofuseTrace.message("a", null, null);
    RetrofuseTrace.restore(outer);
    RetrofuseContext before = RetrofuseTrace.begin("second request", null, null);
    RetrofuseContext second = RetrofuseTrace.outbound();
    RetrofuseTrace.messagesEnd();
    assertSame(second, RetrofuseTrace.outbound());
    RetrofuseTrace.message("b", null, null);
    RetrofuseTrace.messagesEnd();
    assertSame(second, RetrofuseTrace.outbound());
    RetrofuseTrace.restore(before);
  }

  @Test
  void workBegunAfterAMessageIsReturnedTo() {
    RetrofuseTrace.message("a", null, null);
    RetrofuseContext left = RetrofuseTrace.begin("request", null, null);
    RetrofuseTrace.message("b", null, null);
    RetrofuseTrace.messagesEnd();
    assertEquals("request", current());
    RetrofuseTrace.restore(left);
    RetrofuseThread.current().context = null;
  }
}
