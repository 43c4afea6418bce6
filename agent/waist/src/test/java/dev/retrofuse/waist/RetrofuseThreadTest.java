package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a thread has when the agent has gone and come again. */
class RetrofuseThreadTest {
  private final Object consumer = new Object();

  @BeforeEach
  void attach() {
    RetrofuseTrace.hook = new FakeTrace();
  }

  @AfterEach
  void detach() {
    RetrofuseTrace.hook = null;
    RetrofuseWork.clear();
  }

  private void detachAndAttach() {
    detach();
    attach();
    RetrofuseThread.any(); // as soon as any other thread has something
  }

  @Test
  void aMessageThatItTookForItselfEndsWithDetaching() {
    RetrofuseMessages.polls(consumer);
    RetrofuseMessages.next(consumer, "one");
    assertEquals("one", RetrofuseTrace.outbound(null).value(0));
    detachAndAttach();
    assertNull(RetrofuseTrace.outbound(null));
    assertNull(RetrofuseCarried.capture());
    RetrofuseMessages.next(consumer, "two");
    assertEquals("two", RetrofuseTrace.outbound(null).value(0));
    RetrofuseMessages.end(consumer);
    assertNull(RetrofuseTrace.outbound(null), "and nothing of before comes back");
  }

  @Test
  void whatItWasGivenEndsWithDetaching() {
    RetrofuseTrace.enter();
    RetrofuseContext before = RetrofuseTrace.begin("one", null, null);
    RetrofuseThread.current().deadline = 17;
    detachAndAttach();
    assertEquals(0, RetrofuseThread.current().deadline());
    assertNull(RetrofuseTrace.outbound(null));
    RetrofuseTrace.leave(before);
    assertNull(RetrofuseTrace.outbound(null));
    assertTrue(RetrofuseTrace.enter(), "the request that outlived the agent is over");
    RetrofuseTrace.leave(null);
  }

  @Test
  void callsUnderWayAreStillLeft() {
    RetrofuseThread.current().enter(RetrofuseThread.JDBC);
    detachAndAttach();
    assertTrue(RetrofuseThread.current().inside(RetrofuseThread.JDBC));
    RetrofuseThread.current().leave(RetrofuseThread.JDBC);
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.JDBC));
  }
}
