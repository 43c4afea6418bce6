package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrofuseCarriedTest {
  private static final RetrofuseContext HEADERS = new RetrofuseContext("x-tenant", "a");

  private final RetrofuseThread thread = RetrofuseThread.current();

  @BeforeEach
  void on() {
    RetrofuseTrace.hook = new FakeTrace();
  }

  @AfterEach
  void off() {
    RetrofuseTrace.hook = null;
    thread.carry(RetrofuseCarried.NONE);
  }

  private RetrofuseContext request(String traceparent) {
    RetrofuseTrace.enter();
    RetrofuseContext before = RetrofuseTrace.begin(traceparent, null, null);
    thread.deadline = 17;
    thread.headers = HEADERS;
    return before;
  }

  @Test
  void allOfARequestAndBackAgain() {
    RetrofuseContext before = request("one");
    RetrofuseCarried carried = RetrofuseCarried.capture();
    assertSame(carried, RetrofuseCarried.capture());
    thread.carry(RetrofuseCarried.NONE);
    RetrofuseCarried none = RetrofuseCarried.begin(carried);
    assertEquals("one", thread.context().value(0));
    assertEquals(17, thread.deadline());
    assertSame(HEADERS, thread.headers());
    RetrofuseCarried.end(none);
    assertNull(thread.context());
    assertEquals(0, thread.deadline());
    assertNull(thread.headers());
    RetrofuseTrace.leave(before);
  }

  @Test
  void nothingOfNothing() {
    assertNull(RetrofuseCarried.capture());
    assertNull(RetrofuseCarried.begin(null));
  }

  @Test
  void nothingWhileOff() {
    request("one");
    RetrofuseCarried carried = RetrofuseCarried.capture();
    RetrofuseTrace.hook = null;
    assertNull(RetrofuseCarried.capture());
    assertNull(RetrofuseCarried.begin(carried));
  }

  @Test
  void whatIsLeftBehindLosesTheDeadlineAndLaterAll() {
    RetrofuseContext before = request("one");
    RetrofuseCarried carried = RetrofuseCarried.capture();
    RetrofuseTrace.leave(before);
    assertTrue(carried.hasEnded());
    RetrofuseCarried.begin(carried);
    assertEquals("one", thread.context().value(0));
    assertSame(HEADERS, thread.headers());
    assertEquals(0, thread.deadline());
    RetrofuseCarried left = RetrofuseCarried.capture();
    left.endedAt(System.nanoTime() - TimeUnit.MINUTES.toNanos(11));
    assertNull(RetrofuseTrace.outbound(null));
    assertNull(thread.headers());
    assertNull(RetrofuseCarried.capture());
  }

  @Test
  void anotherRequestOfTheThreadIsNotEnded() {
    RetrofuseContext before = request("one");
    final RetrofuseCarried first = RetrofuseCarried.capture();
    RetrofuseTrace.leave(before);
    before = request("two");
    RetrofuseCarried second = RetrofuseCarried.capture();
    assertEquals("two", thread.context().value(0));
    assertTrue(first.hasEnded());
    assertFalse(second.hasEnded());
    RetrofuseTrace.leave(before);
    assertTrue(second.hasEnded());
  }

  @Test
  void aMessageEndsWithTheNext() {
    RetrofuseTrace.message("one", null, null);
    final RetrofuseCarried first = RetrofuseCarried.capture();
    RetrofuseTrace.message("two", null, null);
    RetrofuseCarried second = RetrofuseCarried.capture();
    assertTrue(first.hasEnded());
    assertFalse(second.hasEnded());
    RetrofuseTrace.messagesEnd();
    assertTrue(second.hasEnded());
  }

  @Test
  void housekeepersAreKnownByWhatTheyRun() {
    assertTrue(RetrofuseStart.isHousekeeper("java.util.TimerThread"));
    assertTrue(RetrofuseStart.isHousekeeper("io.netty.util.concurrent.FastThreadLocalRunnable"));
    assertFalse(RetrofuseStart.isHousekeeper("java.util.concurrent.ThreadPerTaskExecutor$Task"));
    assertFalse(RetrofuseStart.isHousekeeper("com.example.Mailer"));
  }
}
