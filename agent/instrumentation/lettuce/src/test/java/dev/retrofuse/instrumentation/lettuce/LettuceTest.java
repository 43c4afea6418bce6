package dev.retrofuse.instrumentation.lettuce;

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
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the Redis of this machine. */
class LettuceTest extends MessagingContract {
  static final int PORT = 6379;
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
    return new LettuceInstrumentation();
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
  protected MessagingClient connect(String destination) {
    return new StreamClient(path.port(), PORT, destination);
  }

  @Override
  protected void attached(MessagingClient client) {
    ((StreamClient) client).wake();
  }

  private StreamClient streams() {
    return (StreamClient) client();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    // The synchronous interface of 5 wraps every failure.
    Throwable own = thrown.getClass() == RedisException.class ? thrown.getCause() : thrown;
    assertSame(RedisConnectionException.class, own.getClass());
    assertTrue(own.getMessage().contains(part), own.getMessage());
  }

  @Test
  void theNamedVersionIsTested() {
    String version = System.getProperty("lettuce.version", "5.1.0.RELEASE");
    String jar = RedisClient.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("/lettuce-core-" + version + ".jar"), jar);
  }

  private static Map<String, String> text(String text) {
    return StreamClient.fields(text, Map.of());
  }

  private void received(String text) throws Exception {
    ReceivedMessage message = client().receive();
    assertEquals(text, message.text());
    assertEquals(PARENT, message.header("traceparent"));
  }

  @Test
  void everyInterfaceIsOneTracedCall() throws Exception {
    attach();
    StatefulRedisConnection<String, String> connection = streams().connection();
    inContext(
        () -> {
          connection.sync().xadd(destination(), text("sync"));
          connection.sync().xadd(destination(), new XAddArgs().maxlen(100), "text", "trimmed");
          connection.async().xadd(destination(), text("async")).get(30, TimeUnit.SECONDS);
          connection.reactive().xadd(destination(), text("reactive")).block(Duration.ofSeconds(30));
          return null;
        });
    received("sync");
    received("trimmed");
    received("async");
    received("reactive");
    await(() -> agent().concurrent(rule()) == 0);
    assertCounted(4, 0, 0);
  }

  @Test
  void everyInterfaceIsRefusedInItsWay() throws Exception {
    attach();
    failUntilOpen();
    healUnguarded();
    StatefulRedisConnection<String, String> connection = streams().another();
    RedisFuture<String> future = connection.async().xadd(destination(), text("refused"));
    Throwable failed =
        assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS)).getCause();
    assertRejection((Exception) failed, "'" + rule() + "'");
    assertEquals(0, failed.getStackTrace().length);
    Exception published =
        assertThrows(
            RedisConnectionException.class,
            () ->
                connection
                    .reactive()
                    .publish(destination(), "refused")
                    .block(Duration.ofSeconds(30)));
    assertRejection(published, "'" + rule() + "'");
    assertEquals(0, agent().concurrent(rule()));
    assertEquals("PONG", connection.sync().ping());
    connection.close();
  }

  @Test
  void whatIsDroppedLooksSent() throws Exception {
    attach();
    failUntilOpen();
    healUnguarded();
    String match = "{ system: redis, destination: \"" + destination() + "\" }";
    agent()
        .rules(
            rules(
                match,
                LONG_WAIT + "    bulkhead: { max-concurrent: 1 }\n    fallback: { drop: true }\n"));
    StatefulRedisConnection<String, String> connection = streams().another();
    assertEquals(0L, connection.sync().publish(destination(), "dropped"));
    assertNull(connection.sync().xadd(destination(), text("dropped")));
    assertNull(
        connection.reactive().xadd(destination(), text("dropped")).block(Duration.ofSeconds(30)));
    assertEquals(3, agent().status(rule()).get(0).fallbacks());
    connection.close();
  }

  @Test
  void transactionsAreTracedAndNeverRefused() throws Exception {
    attach();
    failUntilOpen();
    healUnguarded();
    StatefulRedisConnection<String, String> connection = streams().another();
    RedisCommands<String, String> commands = connection.sync();
    inContext(
        () -> {
          commands.multi();
          commands.xadd(destination(), text("at once"));
          commands.xadd(destination(), text("at once too"));
          assertEquals(2, commands.exec().size());
          return null;
        });
    for (String text : List.of("at once", "at once too")) {
      ReceivedMessage message = receivedMessage();
      assertEquals(text, message.text());
      assertEquals(PARENT, message.header("traceparent"));
    }
    assertEquals(0, agent().refused(rule()));
    connection.close();
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsAFailure() {
    attach(LONG_WAIT);
    path().hang();
    assertThrows(RedisCommandTimeoutException.class, () -> client().send("late", Map.of()));
    assertCounted(1, 1, 0);
  }

  @Test
  void aCommandThatTakesTooLongFailsInTheWayOfItsInterface() throws Exception {
    attach(
        "    breaker: { window: 100 calls, minimum-calls: 100 }\n    time-out: { call: 200ms }\n");
    StatefulRedisConnection<String, String> connection = streams().connection();
    path().hang();
    RedisFuture<String> future = connection.async().xadd(destination(), text("async"));
    assertCut(
        assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS)).getCause());
    assertCut(assertThrows(RedisException.class, () -> client().send("sync", Map.of())));
    assertCut(
        assertThrows(
            RedisException.class,
            () -> connection.reactive().xadd(destination(), text("reactive")).block()));
    assertCounted(3, 3, 0);
    path().pass();
    assertEquals("PONG", connection.sync().ping());
    assertEquals(List.of("async", "sync", "reactive"), List.of(received(), received(), received()));
  }

  private void assertCut(Throwable thrown) {
    Throwable own = thrown.getCause() == null ? thrown : thrown.getCause();
    assertSame(RedisCommandTimeoutException.class, own.getClass());
    assertEquals(
        "Retrofuse rule '"
            + rule()
            + "' cut a call to "
            + destination()
            + ": it took longer than 200 ms",
        own.getMessage());
  }

  @Test
  void whatRedisRefusesIsTheApplicationsMistake() {
    attach();
    assertThrows(
        RedisCommandExecutionException.class,
        () ->
            streams()
                .connection()
                .sync()
                .xadd(destination(), new XAddArgs().id("0-0"), text("no such id")));
    assertCounted(1, 0, 0);
  }

  @Test
  void aRedisWithoutMemoryIsHeardOfByTheThrottle() throws Exception {
    attach("    throttle: {}\n");
    try (FullRedis full = new FullRedis()) {
      RedisClient redis = RedisClient.create("redis://127.0.0.1:" + full.port());
      RedisCommands<String, String> commands = redis.connect().sync();
      for (int i = 0; i < 100 && agent().refused(rule()) == 0; i++) {
        assertThrows(RedisException.class, () -> commands.xadd(destination(), text("no room")));
      }
      redis.shutdown();
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
    StatefulRedisConnection<String, String> connection = streams().another();
    RedisCommands<String, String> commands = connection.sync();
    commands.xadd(stream, "text", "first", "traceparent", PARENT);
    commands.xadd(stream, text("second"));
    List<StreamMessage<String, String>> one =
        commands.xread(XReadArgs.Builder.count(1), StreamOffset.from(stream, "0"));
    assertEquals(1, one.size());
    assertEquals(PARENT, here());
    assertEquals(2, commands.xread(StreamOffset.from(stream, "0")).size());
    assertNull(here());
    commands.xread(XReadArgs.Builder.count(1), StreamOffset.from(stream, "0"));
    RedisAsyncCommands<String, String> async = connection.async();
    async.xread(XReadArgs.Builder.count(1), StreamOffset.from(stream, "0")).get();
    assertEquals(PARENT, here());
    commands.xread(XReadArgs.Builder.count(1), StreamOffset.from(stream, one.get(0).getId()));
    assertNull(here());
    commands.del(stream);
    connection.close();
  }

  @Test
  void theReadingThreadWorksForTheEntryThatItIteratesOver() throws Exception {
    attach();
    StatefulRedisConnection<String, String> connection = streams().another();
    RedisCommands<String, String> commands = connection.sync();
    String stream = destination();
    commands.xadd(stream, "text", "first", "traceparent", PARENT);
    commands.xadd(stream, text("second"));
    commands.xadd(stream, "text", "third", "traceparent", OTHER);
    List<StreamMessage<String, String>> read = commands.xread(StreamOffset.from(stream, "0"));
    assertEquals(Arrays.asList(PARENT, null, OTHER), iterated(read));
    assertNull(here());
    commands.xgroupCreate(StreamOffset.from(stream, "0"), "group");
    List<StreamMessage<String, String>> grouped =
        commands.xreadgroup(Consumer.from("group", "one"), StreamOffset.lastConsumed(stream));
    assertEquals(read, grouped);
    assertEquals("first", grouped.iterator().next().getBody().get("text"));
    assertEquals(PARENT, here());
    assertEquals(3, commands.xread(StreamOffset.from(stream, "0")).size());
    assertNull(here());
    List<StreamMessage<String, String>> async =
        connection.async().xread(StreamOffset.from(stream, "0")).get(30, TimeUnit.SECONDS);
    assertEquals(Arrays.asList(null, null, null), iterated(async));
    assertEquals(async, read);
    connection.close();
  }

  private static List<String> iterated(List<StreamMessage<String, String>> read) {
    List<String> seen = new ArrayList<>();
    for (StreamMessage<String, String> each : read) {
      assertTrue(each.getBody().containsKey("text"));
      seen.add(here());
    }
    return seen;
  }

  @Test
  void listsAreLettucesOwnUnlessARuleAsksForFields() throws Exception {
    attachWith("trace: { mode: pass }\n");
    RedisCommands<String, String> commands = streams().another().sync();
    commands.xadd(destination(), "text", "first", "traceparent", PARENT);
    commands.xadd(destination(), "text", "second", "traceparent", PARENT);
    List<?> read = commands.xread(StreamOffset.from(destination(), "0"));
    assertSame(ArrayList.class, read.getClass());
    read.iterator().next();
    assertNull(here());
  }

  private static String here() {
    return ReceivedMessage.here("", Map.of()).traceparentOfThread();
  }
}
