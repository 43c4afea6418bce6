package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseSpan;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every messaging client that is woven, against a real broker. */
public abstract class MessagingContract extends MessagingFixture {
  private static final String OBSERVE = "    mode: observe\n";

  @Test
  void successIsCounted() throws Exception {
    attach();
    send("one");
    send("two");
    assertEquals("one", received());
    assertEquals("two", received());
    assertCounted(2, 0, 0);
  }

  @Test
  void anUnreachableBrokerIsAFailure() throws Exception {
    attach(destination(), LONG_WAIT);
    send("one");
    int more = failSends(1);
    assertCounted(1 + more, 1, 0);
  }

  @Test
  void anOpenBreakerRejectsAndNothingIsSent() throws Exception {
    attach();
    send("before");
    assertEquals("before", received());
    failUntilOpen();
    healUnguarded();
    assertRejected("refused");
    agent().engine().off();
    send("after");
    assertEquals("after", received());
  }

  @Test
  void aRefusedMessageIsDroppedWhereTheRuleSaysSo() throws Exception {
    attach();
    send("before");
    assertEquals("before", received());
    failUntilOpen();
    healUnguarded();
    assertRejected("refused");
    String match = "{ system: " + system() + ", destination: \"" + destination() + "\" }";
    agent().rules(rules(match, LONG_WAIT + ONE_AT_A_TIME + "    fallback: { drop: true }\n"));
    send("dropped");
    assertEquals(1, agent().status(RULE).get(0).fallbacks());
    assertEquals(0, agent().concurrent(RULE));
    agent().engine().off();
    send("after");
    assertEquals("after", received());
  }

  @Test
  void aTrialCallClosesTheBreaker() throws Exception {
    attach(destination(), SHORT_WAIT);
    send("before");
    assertEquals("before", received());
    failUntilOpen();
    path().pass();
    await(this::isSent);
    await(() -> isSent() && isSent() && isSent());
    assertTrue(agent().changes().size() >= 3, agent().changes().toString());
    send("after");
    assertEquals("after", received());
  }

  @Test
  void anObservedRuleNeverRejects() throws Exception {
    attach(destination(), LONG_WAIT + OBSERVE);
    send("before");
    failSends(3);
    path().pass();
    await(this::isSent);
    assertEquals(0, agent().refused(RULE));
  }

  @Test
  void anotherDestinationIsUntouched() throws Exception {
    attach("other.*", LONG_WAIT);
    send("one");
    failSends(2);
    assertEquals(Collections.emptyList(), agent().status(RULE));
    path().pass();
    await(this::isSent);
  }

  @Test
  void emptyRulesChangeNothing() throws Exception {
    Map<String, String> own = Collections.singletonMap("own", "1");
    client().send("bare", own);
    Map<String, String> bare = client().receive().headers();
    attachWith("rules: []\n");
    inContext(
        () -> {
          client().send("woven", own);
          return null;
        });
    ReceivedMessage woven = client().receive();
    assertEquals("woven", woven.text());
    assertEquals(bare, woven.headers());
    assertNull(woven.traceparentOfThread());
  }

  @Test
  void withoutAContextNothingIsAdded() throws Exception {
    attach();
    send("one");
    ReceivedMessage message = client().receive();
    assertEquals(NO_HEADERS, message.headers());
    assertNull(message.traceparentOfThread());
  }

  @Test
  protected void theContextGoesFromTheSendersThreadToTheConsumers() throws Exception {
    attach();
    inContext(
        () -> {
          client().send("traced", Collections.singletonMap("own", "1"));
          return null;
        });
    send("untraced");
    ReceivedMessage traced = client().receive();
    assertEquals(PARENT, traced.header("traceparent"));
    assertEquals("a=1,b=2", traced.header("tracestate"));
    assertEquals("user=alice", traced.header("baggage"));
    assertEquals("1", traced.header("own"));
    assertEquals(4, traced.headers().size());
    assertEquals(PARENT, traced.traceparentOfThread());
    assertNull(client().receive().traceparentOfThread());
  }

  @Test
  protected void aSendAndWhatIsDoneWithItsMessageAreRecorded() throws Exception {
    attachWith(spans());
    inContext(
        () -> {
          send("one");
          send("two"); // so that the first is done with
          return null;
        });
    ReceivedMessage message = client().receive();
    client().receive();
    RetrofuseSpan sent = agent().spans().await(RetrofuseSpan.PRODUCER);
    assertTrue(message.header("traceparent").contains(sent.spanId), sent.spanId);
    assertEquals("send " + destination(), sent.name());
    Map<String, String> notes = RecordedSpans.notes(sent);
    assertEquals(system(), notes.get("messaging.system"));
    assertEquals(destination(), notes.get("messaging.destination.name"));
    assertEquals("send", notes.get("messaging.operation.type"));
    RetrofuseSpan done = agent().spans().await(RetrofuseSpan.CONSUMER);
    assertEquals(sent.spanId, done.parentId);
    assertEquals(sent.traceId, done.traceId);
    assertEquals("process " + destination(), done.name());
    assertTrue(message.traceparentOfThread().contains(done.spanId), done.spanId);
  }

  @Test
  void aRefusedSendIsRecordedWithWhoRefusedIt() throws Exception {
    attachWith(
        RecordedSpans.RULES + rules("{ destination: \"" + destination() + "\" }", LONG_WAIT));
    inContext(
        () -> {
          send("good"); // a JMS producer that is lost says no more where it sends to
          failUntilOpen();
          assertThrows(Exception.class, () -> send("refused"));
          return null;
        });
    String event = "retrofuse.refused";
    RetrofuseSpan refused = agent().spans().await(RetrofuseSpan.PRODUCER, event);
    Map<String, String> notes = RecordedSpans.notes(refused);
    assertTrue(notes.get(event).contains("breaker"), notes::toString);
    assertTrue(notes.get(event).contains("open"), notes::toString);
    RetrofuseSpan last = agent().spans().await(RetrofuseSpan.PRODUCER, "retrofuse.breaker.state");
    String change = RecordedSpans.notes(last).get("retrofuse.breaker.state");
    assertTrue(change.contains("closed") && change.contains("open"), change);
  }

  @Test
  protected void headersOfTheApplicationAreLeftAlone() throws Exception {
    attach();
    inContext(
        () -> {
          client().send("own trace", Collections.singletonMap("traceparent", OTHER));
          client().send("own baggage", Collections.singletonMap("baggage", "own=1"));
          return null;
        });
    ReceivedMessage trace = client().receive();
    assertEquals(OTHER, trace.header("traceparent"));
    assertNull(trace.header("tracestate"));
    assertEquals("user=alice", trace.header("baggage"));
    assertEquals(OTHER, trace.traceparentOfThread());
    ReceivedMessage baggage = client().receive();
    assertEquals(PARENT, baggage.header("traceparent"));
    assertEquals("own=1", baggage.header("baggage"));
  }

  @Test
  void afterDetachingSendsGoOn() throws Exception {
    attach();
    failSends(2);
    agent().close();
    path().pass();
    await(this::isSent);
    send("after");
    assertEquals("after", received());
  }
}
