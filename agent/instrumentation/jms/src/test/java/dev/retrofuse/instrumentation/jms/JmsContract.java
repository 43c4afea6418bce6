package dev.retrofuse.instrumentation.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for javax and jakarta alike. */
abstract class JmsContract extends MessagingContract {
  private static ArtemisBroker broker;
  private static TcpProxy path;

  @BeforeAll
  static void start() throws Exception {
    broker = new ArtemisBroker();
    path = TcpProxy.to("127.0.0.1", broker.port);
  }

  @AfterAll
  static void stop() throws Exception {
    path.close();
    broker.close();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JmsInstrumentation();
  }

  @Override
  protected String system() {
    return "jms";
  }

  @Override
  protected TcpProxy path() {
    return path;
  }

  @Override
  protected MessagingClient connect(String destination) throws Exception {
    return client(
        ArtemisBroker.url(path.port()), ArtemisBroker.url(broker.port), destination, false);
  }

  /**
   * A client of this API.
   *
   * @param url what the test may break, for the producer
   * @param direct the broker's own, for the consumer
   * @param topic whether the destination is a topic
   */
  abstract JmsClient client(String url, String direct, String destination, boolean topic)
      throws Exception;

  abstract Class<? extends Exception> exceptionType();

  final JmsClient jms() {
    return (JmsClient) client();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertSame(exceptionType(), thrown.getClass());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Test
  void everyWayToSendIsOneTracedCall() throws Exception {
    attach();
    int ways = 0;
    for (Class<?> type : jms().producerTypes()) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals("send") || method.getName().equals("publish")) {
          ways++;
          String text = "way " + ways;
          inContext(() -> method.invoke(jms().producerOf(method), jms().arguments(method, text)));
          jms().awaitCompletion(method);
          ReceivedMessage message = client().receive();
          assertEquals(text, message.text());
          assertEquals(PARENT, message.header("traceparent"), method.toString());
          int calls = ways;
          await(() -> agent().concurrent(rule()) == 0);
          assertCounted(calls, 0, 0);
        }
      }
    }
    assertTrue(ways >= 8, ways + " ways");
  }

  @Test
  void everyWayToSendIsRefused() throws Exception {
    attach();
    send("before");
    assertEquals("before", received());
    failUntilOpen();
    healUnguarded();
    for (Class<?> type : jms().producerTypes()) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals("send") && type == jms().producerTypes().get(0)) {
          Object[] arguments = jms().arguments(method, "refused");
          Object producer = jms().producerOf(method);
          Throwable thrown =
              assertThrows(
                      InvocationTargetException.class, () -> method.invoke(producer, arguments))
                  .getCause();
          assertRejection((Exception) thrown, "'" + rule() + "'");
        }
      }
    }
    assertEquals(0, agent().concurrent(rule()));
    agent().engine().off();
    send("after");
    assertEquals("after", received());
  }

  @Test
  void theReceivingThreadWorksForTheMessageUntilItAsksAgain() throws Exception {
    attach();
    try (JmsClient polling = polling()) {
      inContext(
          () -> {
            polling.send("traced", java.util.Map.of());
            polling.send("traced too", java.util.Map.of());
            return null;
          });
      polling.send("untraced", java.util.Map.of());
      assertEquals(PARENT, polling.poll(1).traceparentOfThread());
      assertEquals(PARENT, polling.poll(0).traceparentOfThread());
      assertNull(polling.poll(1).traceparentOfThread());
      assertNull(polling.poll(2));
      inContext(
          () -> {
            polling.send("last", java.util.Map.of());
            return null;
          });
      assertEquals(PARENT, polling.poll(1).traceparentOfThread());
    }
    assertNull(RetrofuseThread.current().context);
  }

  private JmsClient polling() throws Exception {
    String url = ArtemisBroker.url(broker.port);
    JmsClient polling = client(url, url, destination() + ".polled", false);
    polling.stopListening();
    return polling;
  }

  @Test
  void aTopicIsADestination() throws Exception {
    attach();
    String url = ArtemisBroker.url(broker.port);
    try (JmsClient other = client(url, url, destination() + ".topic", true)) {
      agent()
          .rules(
              "rules:\n  - name: topic\n    match: { messaging: { destination: \""
                  + destination()
                  + ".topic\" } }\n    bulkhead: { max-concurrent: 1 }\n");
      other.send("text", java.util.Map.of());
      assertEquals("text", other.receive().text());
      assertEquals(1, agent().calls("topic"));
    }
  }

  @Test
  void aReceivedMessageIsSentOnAsItIs() throws Exception {
    attach();
    inContext(
        () -> {
          jms().sendOnAsReceived("text");
          return null;
        });
    assertEquals("text", received());
    assertCounted(2, 0, 0);
  }
}
