package dev.retrofuse.instrumentation.jedis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.FullRedis;
import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** With the Redis of this machine, and one connection. */
class JedisTest extends MessagingContract {
  private static final int PORT = 6379;
  private static final String OTHER = PARENT.replace("-00f0", "-00f1");
  private static TcpProxy path;

  @BeforeAll
  static void start() {
    path = TcpProxy.to("127.0.0.1", PORT);
  }

  @AfterAll
  static void stop() {
    path.close();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JedisInstrumentation();
  }

  @Override
  protected String system() {
    return "redis";
  }

  @Override
  protected TcpProxy path() {
    return path;
  }

  @Override
  protected String trace() {
    return "    trace: { redis: fields }\n";
  }

  @Override
  protected String spans() {
    return super.spans().replace("mode:", "redis: fields, mode:");
  }

  @Override
  protected MessagingClient connect(String destination) throws Exception {
    return new StreamClient(producer(path.port()), PORT, destination);
  }

  StreamClient.Producer producer(int port) throws Exception {
    return new JedisProducer(port);
  }

  @Override
  protected void attached(MessagingClient client) {
    ((StreamClient) client).wake();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertSame(JedisConnectionException.class, thrown.getClass());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Test
  void theNamedVersionIsTested() {
    String version = System.getProperty("jedis.version", "3.1.0");
    String jar = Jedis.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("/jedis-" + version + ".jar"), jar);
  }

  private Jedis direct() {
    return new Jedis("127.0.0.1", PORT);
  }

  private static Map<String, String> text(String text) {
    return new HashMap<>(Map.of("text", text));
  }

  private static Map<byte[], byte[]> bytes(String text) {
    Map<byte[], byte[]> fields = new HashMap<>();
    fields.put(bytesOf("text"), bytesOf(text));
    return fields;
  }

  private static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void entriesOfBytesAreTracedAndMapsStayTheApplications() throws Exception {
    attach();
    Map<byte[], byte[]> own = bytes("bytes");
    try (Jedis jedis = direct()) {
      Object way =
          Streams.is3()
              ? bytesOf("*")
              : Class.forName("redis.clients.jedis.params.XAddParams")
                  .getConstructor()
                  .newInstance();
      Object[] arguments =
          Streams.is3()
              ? new Object[] {bytesOf(destination()), way, own, 1_000_000L, true}
              : new Object[] {bytesOf(destination()), way, own};
      inContext(
          () -> Streams.is3() ? add3(jedis, arguments) : Streams.call(jedis, "xadd", arguments));
    }
    ReceivedMessage message = client().receive();
    assertEquals("bytes", message.text());
    assertEquals(PARENT, message.header("traceparent"));
    assertEquals(1, own.size());
    assertCounted(1, 0, 0);
  }

  private static Object add3(Jedis jedis, Object[] arguments) throws Exception {
    Class<?> bytes = byte[].class;
    return Jedis.class
        .getMethod("xadd", bytes, bytes, Map.class, long.class, boolean.class)
        .invoke(jedis, arguments);
  }

  @Test
  void pipelinesAndTransactionsAreTracedAndNeverRefused() throws Exception {
    attach();
    send("before");
    assertEquals("before", received());
    failUntilOpen();
    healUnguarded();
    try (Jedis jedis = direct()) {
      inContext(
          () -> {
            Pipeline pipeline = jedis.pipelined();
            pipeline.xadd(destination(), StreamEntryID.NEW_ENTRY, text("piped"));
            pipeline.sync();
            Transaction transaction = jedis.multi();
            transaction.xadd(destination(), StreamEntryID.NEW_ENTRY, text("at once"));
            transaction.xadd(destination(), StreamEntryID.NEW_ENTRY, text("at once too"));
            assertEquals(2, transaction.exec().size());
            return null;
          });
      assertEquals("PONG", jedis.ping());
    }
    for (String text : List.of("piped", "at once", "at once too")) {
      ReceivedMessage message = receivedMessage();
      assertEquals(text, message.text());
      assertEquals(PARENT, message.header("traceparent"));
    }
    assertEquals(0, agent().refused(rule()));
  }

  @Test
  void publishingIsACallOfItsChannel() throws Exception {
    attach();
    try (Jedis jedis = direct()) {
      assertEquals(0, Streams.publish(jedis, destination(), "to nobody"));
      assertEquals(0L, Streams.call(jedis, "publish", bytesOf(destination()), new byte[1]));
      assertCounted(2, 0, 0);
    }
  }

  @Test
  void publishingIsRefusedOrDroppedAndTheConnectionStays() throws Exception {
    attach();
    send("before");
    failUntilOpen();
    healUnguarded();
    try (Jedis jedis = direct()) {
      Exception refused =
          assertThrows(Exception.class, () -> Streams.publish(jedis, destination(), "refused"));
      assertRejection(refused, "'" + rule() + "'");
      String match = "{ system: redis, destination: \"" + destination() + "\" }";
      String drop = "    bulkhead: { max-concurrent: 1 }\n    fallback: { drop: true }\n";
      agent().rules(rules(match, LONG_WAIT + drop));
      assertEquals(0, Streams.publish(jedis, destination(), "dropped"));
      assertNull(jedis.xadd(destination(), StreamEntryID.NEW_ENTRY, text("dropped")));
      assertEquals(2, agent().status(rule()).get(0).fallbacks());
      assertEquals("PONG", jedis.ping());
    }
  }

  @Test
  void whatRedisRefusesIsTheApplicationsMistake() throws Exception {
    attach();
    try (Jedis jedis = direct()) {
      assertThrows(
          JedisDataException.class,
          () -> jedis.xadd(destination(), new StreamEntryID(0, 0), text("no such id")));
    }
    assertCounted(1, 0, 0);
  }

  @Test
  void aRedisWithoutMemoryIsHeardOfByTheThrottle() throws Exception {
    attach("    throttle: {}\n");
    try (FullRedis full = new FullRedis();
        Jedis jedis = new Jedis("127.0.0.1", full.port())) {
      for (int i = 0; i < 100 && agent().refused(rule()) == 0; i++) {
        assertThrows(
            JedisException.class,
            () -> jedis.xadd(destination(), StreamEntryID.NEW_ENTRY, text("no room")));
      }
    }
    assertTrue(agent().failures(rule()) > 0 && agent().refused(rule()) == 1);
  }

  @Test
  void nothingIsAddedToEntriesUnlessARuleAsksForIt() throws Exception {
    attachWith("trace: { mode: pass }\n");
    inContext(
        () -> {
          client().send("bare", Map.of());
          return null;
        });
    assertEquals(Map.of(), client().receive().headers());
  }

  @Test
  void theReadingThreadWorksForAnOnlyEntryUntilItReadsAgain() throws Exception {
    attach();
    String stream = destination() + ".read";
    try (Jedis jedis = direct()) {
      StreamEntryID none = new StreamEntryID(0, 0);
      StreamEntryID[] first = new StreamEntryID[1];
      inContext(
          () -> {
            Map<String, String> fields = text("first");
            fields.put("traceparent", PARENT);
            return first[0] = jedis.xadd(stream, StreamEntryID.NEW_ENTRY, fields);
          });
      assertEquals(1, Streams.read(jedis, stream, none, 10, 1).size());
      assertEquals(PARENT, here());
      assertEquals(0, Streams.read(jedis, stream, first[0], 10, 1).size());
      assertNull(here());
      jedis.xadd(stream, StreamEntryID.NEW_ENTRY, text("second"));
      Streams.read(jedis, stream, none, 1, 1);
      assertEquals(PARENT, here());
      List<Streams.Entry> both = Streams.read(jedis, stream, none, 10, 1);
      assertEquals(2, both.size());
      assertNull(here());
      assertEquals(PARENT, both.get(0).fields.get("traceparent"));
      Streams.call(jedis, "del", stream);
    }
  }

  private static final StreamEntryID START = new StreamEntryID(0, 0);

  /** Three entries, of which the first and the last tell a trace each. */
  private static void three(Jedis jedis, String stream) throws Exception {
    for (String parent : new String[] {PARENT, null, OTHER}) {
      Map<String, String> fields = text("of " + parent);
      if (parent != null) {
        fields.put("traceparent", parent);
      }
      jedis.xadd(stream, StreamEntryID.NEW_ENTRY, fields);
    }
  }

  @Test
  void theReadingThreadWorksForTheEntryThatItIteratesOver() throws Exception {
    attach();
    try (Jedis jedis = direct()) {
      iterates(jedis, destination());
    }
  }

  private static void iterates(Jedis jedis, String stream) throws Exception {
    three(jedis, stream);
    List<?> entries = Streams.lists(jedis, stream, START, 10, 1).get(0);
    List<String> seen = new ArrayList<>();
    for (Object each : entries) {
      seen.add(here());
      seen.add(new Streams.Entry(each).fields.get("traceparent"));
    }
    assertEquals(Arrays.asList(PARENT, PARENT, null, null, OTHER, OTHER), seen);
    assertNull(here());
    for (Object left : entries) {
      assertEquals("of " + PARENT, new Streams.Entry(left).fields.get("text"));
      break;
    }
    assertEquals(PARENT, here());
    List<?> again = Streams.lists(jedis, stream, START, 10, 1).get(0);
    assertNull(here());
    assertEquals(entries.toString(), again.toString());
    assertEquals(3, again.stream().filter(each -> true).count());
  }

  @Test
  void listsAreJedisOwnUnlessARuleAsksForFields() throws Exception {
    attachWith("trace: { mode: pass }\n");
    try (Jedis jedis = direct()) {
      three(jedis, destination());
      List<?> entries = Streams.lists(jedis, destination(), START, 10, 1).get(0);
      assertSame(ArrayList.class, entries.getClass());
      entries.iterator().next();
      assertNull(here());
    }
  }

  private static String here() {
    return ReceivedMessage.here("", Map.of()).traceparentOfThread();
  }
}
