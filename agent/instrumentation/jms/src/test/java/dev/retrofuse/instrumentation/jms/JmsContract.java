package dev.retrofuse.instrumentation.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingSpoolContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for javax and jakarta alike. */
abstract class JmsContract extends MessagingSpoolContract {
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

  /** The broker has no room for more than one message, and nobody takes that. */
  @Override
  protected void holdBack() throws Exception {
    jms().stopListening();
    broker.narrow(destination());
    await(() -> !isSent());
  }

  /** Room for all again: a consumer acknowledges a message only after the test has it. */
  @Override
  protected void letGo() throws Exception {
    broker.widen(destination());
    jms().listen();
  }

  @Test
  void aBrokerWithoutRoomIsHeardOfByTheThrottle() throws Exception {
    holdBack();
    attach("    throttle: {}\n");
    for (int i = 0; i < 50 && agent().refused(rule()) == 0; i++) {
      outcome("whether there is room");
    }
    assertTrue(agent().refused(rule()) > 0);
    letGo();
  }

  @Test
  void whatMayHaveLeftIsSentOnce() throws Exception {
    attach(RETRY);
    jms().sendAsItIs("before", 0);
    path().refuse();
    assertThrows(exceptionType(), () -> jms().sendAsItIs("whether it arrives", 0));
    assertCounted(2, 1, 0);
    assertRetried(0, 0);
  }

  @Test
  void nothingOfATransactedSessionIsSentAgainOrKept() throws Exception {
    attach(RETRY.replace("attempts", "calls: all, attempts") + SHORT_WAIT + spool("1MB"));
    jms().transact();
    jms().sendAsItIs("whether it is known where the producer sends to", 0);
    path().refuse();
    await(
        () -> {
          try {
            jms().sendAsItIs("whether it arrives", 0);
          } catch (Exception failed) {
            assertTrue(exceptionType().isInstance(failed), failed.toString());
          }
          return !agent().status(rule()).isEmpty()
              && agent().status(rule()).get(0).spool().notKept() > 0;
        });
    assertRetried(0, 0);
    assertEquals(0, agent().status(rule()).get(0).spool().messages());
  }

  @Test
  void whatIsKeptArrivesAsItWas() throws Exception {
    jms().stopListening();
    jms().sendAllKinds();
    List<String> direct = jms().receiveAllKinds();
    attach(SHORT_WAIT + spool("1MB"));
    send("whether it is known where the producer sends to");
    breakUntilKept();
    jms().sendAllKinds();
    path().pass();
    assertEquals(direct, jms().receiveAllKinds());
  }

  @Test
  void whatIsKeptLongerThanItLivesIsNotSent() throws Exception {
    attach(SHORT_WAIT + spool("1MB"));
    send("whether it is known where the producer sends to");
    breakUntilKept();
    jms().sendAsItIs("short-lived", 1);
    jms().sendAsItIs("long-lived", 600_000);
    path().pass();
    assertEquals("long-lived", received());
  }

  @Test
  void theNamedVersionIsTested() throws Exception {
    Class<?> type = Class.forName("org.apache.activemq.artemis.jms.client.ActiveMQMessage");
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("-" + System.getProperty("artemis.version") + ".jar"), jar);
  }

  @Test
  void everyWayToSendIsOneTracedCall() throws Exception {
    attach();
    assertEquals(10, countWays(jms()));
  }

  @Test
  void everyWayToPublishIsOneTracedCall() throws Exception {
    attach();
    client().close();
    String url = ArtemisBroker.url(broker.port);
    try (JmsClient subscriber = client(url, url, destination(), true)) {
      assertEquals(12, countWays(subscriber));
    }
  }

  private int countWays(JmsClient client) throws Exception {
    int ways = 0;
    for (Method method : client.producerType().getMethods()) {
      if (isSend(method)) {
        ways++;
        String text = method.toString();
        Object[] arguments = client.arguments(method, text);
        inContext(() -> method.invoke(client.producerOf(method), arguments));
        client.awaitCompletion(method);
        ReceivedMessage message = client.receive();
        assertEquals(text, message.text());
        assertEquals(PARENT, message.header("traceparent"), text);
        await(() -> agent().concurrent(rule()) == 0);
        assertCounted(ways, 0, 0);
      }
    }
    return ways;
  }

  private static boolean isSend(Method method) {
    return method.getName().equals("send") || method.getName().equals("publish");
  }

  @Test
  void everyWayToSendIsRefused() throws Exception {
    attach();
    openBreaker();
    for (Method method : jms().producerType().getMethods()) {
      if (isSend(method)) {
        Object[] arguments = jms().arguments(method, "refused");
        Object producer = jms().producerOf(method);
        Exception thrown =
            assertThrows(InvocationTargetException.class, () -> method.invoke(producer, arguments));
        assertRejection((Exception) thrown.getCause(), "'" + rule() + "'");
      }
    }
    assertEquals(0, agent().concurrent(rule()));
    agent().engine().off();
    send("after");
    assertEquals("after", received());
  }

  private void openBreaker() throws Exception {
    send("before");
    assertEquals("before", received());
    failUntilOpen();
    healUnguarded();
  }

  @Test
  void theSimplifiedApiIsGuardedAndTraced() throws Exception {
    attach();
    inContext(
        () -> {
          jms().sendBySimplifiedApi("simple");
          return null;
        });
    ReceivedMessage message = client().receive();
    assertEquals("simple", message.text());
    assertEquals(PARENT, message.header("traceparent"));
    assertEquals("1", message.header("own"));
    assertCounted(1, 0, 0);
    openBreaker();
    Exception thrown =
        assertThrows(RuntimeException.class, () -> jms().sendBySimplifiedApi("refused"));
    assertRejection((Exception) thrown.getCause(), "'" + rule() + "'");
  }

  @Test
  void theReceivingThreadWorksForTheMessageUntilItAsksAgain() throws Exception {
    attach();
    try (JmsClient polling = polling()) {
      inContext(
          () -> {
            polling.send("traced", Map.of());
            polling.send("traced too", Map.of());
            return null;
          });
      polling.send("untraced", Map.of());
      assertEquals(PARENT, polling.poll(1).traceparentOfThread());
      assertEquals(PARENT, polling.poll(0).traceparentOfThread());
      assertNull(polling.poll(1).traceparentOfThread());
      assertNull(polling.poll(2));
      inContext(
          () -> {
            polling.send("last", Map.of());
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
