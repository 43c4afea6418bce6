package dev.retrofuse.instrumentation.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingSpoolContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RabbitMqTest extends MessagingSpoolContract {
  private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);
  private static TcpProxy path;

  @BeforeAll
  static void start() {
    RabbitMqServer.ensureRunning();
    path = TcpProxy.to("127.0.0.1", RabbitMqServer.PORT);
  }

  @AfterAll
  static void stop() {
    path.close();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new RabbitMqInstrumentation();
  }

  @Override
  protected String system() {
    return "rabbitmq";
  }

  @Override
  protected TcpProxy path() {
    return path;
  }

  @Override
  protected MessagingClient connect(String destination) throws Exception {
    return new AmqpClient(path.port(), RabbitMqServer.PORT, destination);
  }

  private Channel channel() {
    return amqp().channel();
  }

  private AmqpClient amqp() {
    return (AmqpClient) client();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertSame(IOException.class, thrown.getClass());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Override
  protected void holdBack() {
    path.refuse();
    await(() -> !channel().isOpen());
  }

  @Test
  void whereAMessageHasANumberOrMayBeRolledBackItIsSentOnce() throws Exception {
    Channel numbered = channel().getConnection().createChannel();
    numbered.confirmSelect();
    Channel undoable = channel().getConnection().createChannel();
    undoable.txSelect();
    attach(RETRY.replace("attempts", "calls: all, attempts"));
    holdBack();
    for (Channel each : List.of(numbered, undoable)) {
      await(() -> !each.isOpen());
      assertThrows(
          AlreadyClosedException.class, () -> each.basicPublish("", destination(), null, BODY));
    }
    assertCounted(2, 2, 0);
    assertRetried(0, 0);
  }

  @Test
  void onAChannelThatTheApplicationHasClosedNothingIsSentAgain() throws Exception {
    attach(RETRY.replace("attempts", "calls: all, attempts"));
    Channel closed = channel().getConnection().createChannel();
    closed.close();
    assertThrows(
        AlreadyClosedException.class, () -> closed.basicPublish("", destination(), null, BODY));
    assertCounted(1, 1, 0);
    assertRetried(0, 0);
  }

  @Test
  void aPublishThatTakesTooLongCountsAsFailedAndIsLeftAlone() throws Exception {
    attach(
        "    breaker: { window: 100 calls, minimum-calls: 100 }\n"
            + "    bulkhead: { max-concurrent: 9 }\n"
            + "    time-out: { call: 500ms }\n");
    path.hang();
    String large = String.format("%16000000d", 0); // more than what lies between takes
    Thread sender =
        new Thread(
            () -> {
              try {
                send(large);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    sender.start();
    await(() -> !agent().status(rule()).isEmpty() && agent().failures(rule()) == 1);
    assertCounted(1, 1, 0);
    assertTrue(sender.isAlive());
    path.pass();
    sender.join();
    assertEquals(large, received());
    assertCounted(1, 1, 0);
  }

  @Test
  void theChannelStaysUsableAndConfirmsCountOn() throws Exception {
    channel().confirmSelect();
    attach();
    send("one");
    channel().waitForConfirmsOrDie(10_000);
    assertEquals("one", received());
    int recoveries = amqp().recoveries();
    failUntilOpen();
    path().pass();
    // A publish while the client asks for confirms anew is one that it waits for and never gets.
    await(() -> amqp().recoveries() > recoveries);
    healUnguarded();
    channel().waitForConfirmsOrDie(10_000);
    long next = channel().getNextPublishSeqNo();
    assertRejected("refused");
    assertEquals(next, channel().getNextPublishSeqNo());
    assertTrue(channel().isOpen());
    agent().engine().off();
    send("two");
    channel().waitForConfirmsOrDie(10_000);
    assertEquals("two", received());
  }

  @Test
  void anExchangeIsTheDestination() throws Exception {
    attach();
    String exchange = destination() + ".x";
    channel().exchangeDeclare(exchange, "fanout", false, true, null);
    channel().queueBind(destination(), exchange, "");
    channel().basicPublish(exchange, destination(), null, BODY);
    assertEquals("body", client().receive().text());
    assertCounted(0, 0, 0);
    agent().rules(agentRulesFor(exchange));
    channel().basicPublish(exchange, "any", true, null, BODY);
    assertEquals(1, agent().calls("exchange"));
    channel().exchangeDelete(exchange);
  }

  private static String agentRulesFor(String exchange) {
    return "rules:\n"
        + "  - name: exchange\n"
        + "    match: { messaging: { destination: "
        + exchange
        + " } }\n"
        + "    bulkhead: { max-concurrent: 1 }\n";
  }

  @Test
  void everyWayToPublishIsOneTracedCall() throws Exception {
    attach();
    int ways = 0;
    for (Method method : Channel.class.getMethods()) {
      if (method.getName().equals("basicPublish")) {
        ways++;
        inContext(() -> method.invoke(channel(), arguments(method)));
        ReceivedMessage message = client().receive();
        assertEquals(method + ": body", method + ": " + message.text());
        assertEquals(PARENT, message.header("traceparent"));
        assertCounted(ways, 0, 0);
      }
    }
    assertTrue(ways >= 3, ways + " ways");
  }

  private Object[] arguments(Method method) {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(method.getParameterTypes()[i]);
    }
    arguments[0] = "";
    return arguments;
  }

  private Object argument(Class<?> type) {
    if (type == String.class) {
      return destination();
    }
    if (type == ByteBuffer.class) {
      return ByteBuffer.wrap(BODY);
    }
    return type == byte[].class ? BODY : type == boolean.class ? false : null;
  }

  @Test
  void propertiesOfTheApplicationAreNeverChanged() throws Exception {
    attach();
    Map<String, Object> headers = new HashMap<>(Map.of("own", 1));
    BasicProperties own =
        MessageProperties.PERSISTENT_TEXT_PLAIN.builder().headers(headers).priority(3).build();
    inContext(
        () -> {
          channel().basicPublish("", destination(), own, BODY);
          channel().basicPublish("", destination(), MessageProperties.TEXT_PLAIN, BODY);
          return null;
        });
    assertEquals(PARENT, client().receive().header("traceparent"));
    assertEquals(PARENT, client().receive().header("traceparent"));
    assertEquals(Map.of("own", 1), own.getHeaders());
    assertEquals(Map.of("own", 1), headers);
    assertNull(MessageProperties.TEXT_PLAIN.getHeaders());
  }

  @Test
  void allOtherPropertiesArrive() throws Exception {
    attach();
    String fetched = destination() + ".get";
    channel().queueDeclare(fetched, false, false, true, null);
    BasicProperties own =
        MessageProperties.PERSISTENT_TEXT_PLAIN.builder().priority(3).messageId("id").build();
    inContext(
        () -> {
          channel().basicPublish("", fetched, own, BODY);
          return null;
        });
    var got = channel().basicGet(fetched, true);
    while (got == null) {
      got = channel().basicGet(fetched, true);
    }
    BasicProperties properties = got.getProps();
    assertNotNull(properties.getHeaders().get("traceparent"));
    BasicProperties bare = properties.builder().headers(null).build();
    assertEquals(text(own), text(bare));
    channel().queueDelete(fetched);
  }

  @Test
  void whatAThreadHasFetchedEndsWithTheAgent() throws Exception {
    String fetched = destination() + ".get";
    channel().queueDeclare(fetched, false, false, true, null);
    try (TestAgent first = attach()) {
      inContext(
          () -> {
            channel().basicPublish("", fetched, null, BODY);
            return null;
          });
      get(fetched);
      channel().basicPublish("", destination(), null, BODY);
      assertEquals(PARENT, client().receive().header("traceparent"));
    }
    attach();
    // Another thread has something, so that threads are looked at again.
    Thread other = new Thread(() -> RetrofuseTrace.begin(PARENT));
    other.start();
    other.join();
    channel().basicPublish("", destination(), null, BODY);
    assertNotEquals(PARENT, client().receive().header("traceparent"));
    channel().queueDelete(fetched);
  }

  @Test
  void whatIsKeptArrivesWithAllItsProperties() throws Exception {
    String fetched = destination() + ".get";
    channel().queueDeclare(fetched, false, false, true, null);
    attachFor("destination: \"" + destination() + "*\"", "    scope: rule\n");
    breakUntilKept();
    Map<String, Object> headers = new HashMap<>();
    headers.put("text", "é");
    headers.put("int", 1);
    headers.put("long", 1L << 40);
    headers.put("double", 0.5);
    headers.put("decimal", new BigDecimal("1.25"));
    headers.put("truth", true);
    headers.put("date", new Date(1_700_000_000_000L));
    headers.put("bytes", new byte[] {1, 2});
    headers.put("none", null);
    headers.put("list", List.of("a", 2, Map.of("b", 3)));
    BasicProperties own =
        MessageProperties.PERSISTENT_TEXT_PLAIN
            .builder()
            .headers(headers)
            .priority(3)
            .messageId("id")
            .correlationId("c")
            .replyTo("r")
            .expiration("600000")
            .timestamp(new Date(1_600_000_000_000L))
            .type("t")
            .appId("app")
            .build();
    channel().basicPublish("", fetched, true, own, BODY);
    channel().basicPublish("", fetched, null, new byte[0]);
    path().pass();
    BasicProperties kept = get(fetched).getProps();
    assertArrayEquals(new byte[] {1, 2}, (byte[]) kept.getHeaders().remove("bytes"));
    headers.remove("bytes");
    assertEquals(text(own.builder().headers(null).build()), text(bare(kept)));
    assertEquals(String.valueOf(new TreeMap<>(headers)), "" + new TreeMap<>(kept.getHeaders()));
    assertEquals(0, get(fetched).getBody().length);
    channel().queueDelete(fetched);
  }

  private static BasicProperties bare(BasicProperties properties) {
    return properties.builder().headers(null).build();
  }

  private GetResponse get(String queue) throws Exception {
    GetResponse[] got = new GetResponse[1];
    await(
        () -> {
          try {
            got[0] = channel().basicGet(queue, true);
          } catch (IOException | AlreadyClosedException recovering) {
            return false;
          }
          return got[0] != null;
        });
    return got[0];
  }

  @Test
  void whatCannotBeKeptOrMayBeRolledBackFails() throws Exception {
    attachFor("destination: \"" + destination() + "*\"", "    scope: rule\n");
    Channel transactional = channel().getConnection().createChannel();
    transactional.txSelect();
    breakUntilKept();
    long kept = kept();
    assertRejection(
        assertThrows(
            IOException.class, () -> transactional.basicPublish("", destination(), null, BODY)),
        "cannot be kept");
    Map<String, Object> odd = Map.of("odd", new Object());
    BasicProperties properties = new BasicProperties.Builder().headers(odd).build();
    assertRejection(
        assertThrows(
            IOException.class, () -> channel().basicPublish("", destination(), properties, BODY)),
        "cannot be kept");
    assertEquals(kept, kept());
    assertEquals(2, agent().status(rule()).get(0).spool().notKept());
  }

  private long kept() {
    return agent().status(rule()).get(0).spool().messages();
  }

  @Test
  void whatFailsOnAClosedChannelIsKeptWhereTheRuleSaysSo() throws Exception {
    attach(
        "    breaker: { window: 100 calls, minimum-calls: 100 }\n"
            + spool("1MB").replace("spool:", "for: failed, spool:"));
    send("before");
    assertEquals("before", received());
    path().refuse();
    await(() -> !channel().isOpen());
    send("kept");
    assertEquals(1, agent().failures(rule()));
    path().pass();
    assertEquals("kept", received());
  }

  private static String text(BasicProperties properties) {
    StringBuilder text = new StringBuilder();
    properties.appendPropertyDebugStringTo(text);
    return text.toString();
  }
}
