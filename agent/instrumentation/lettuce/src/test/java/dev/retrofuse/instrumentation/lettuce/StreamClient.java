package dev.retrofuse.instrumentation.lettuce;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that adds entries to a stream, and a thread that reads them one by one. */
final class StreamClient implements MessagingClient {
  /** Its threads are shared by all tests, because they take seconds to end. */
  private static final ClientResources RESOURCES =
      DefaultClientResources.builder()
          .reconnectDelay(Delay.constant(Duration.ofMillis(50)))
          .build();

  private final String stream;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final StatefulRedisConnection<String, String> reading;
  private final Thread reader = new Thread(this::read, "reader");
  private final AtomicInteger reads = new AtomicInteger();
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  StreamClient(int port, int direct, String stream) {
    this.stream = stream;
    client = RedisClient.create(RESOURCES);
    client.setOptions(
        ClientOptions.builder().disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS).build());
    connection = client.connect(uri(port));
    reading = client.connect(uri(direct));
    reader.start();
  }

  private static RedisURI uri(int port) {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(port)
        .withTimeout(Duration.ofSeconds(5))
        .build();
  }

  private void read() {
    RedisCommands<String, String> commands = reading.sync();
    String last = "0";
    while (!closed) {
      XReadArgs arguments = XReadArgs.Builder.count(1).block(100);
      for (StreamMessage<String, String> entry :
          commands.xread(arguments, StreamOffset.from(stream, last))) {
        Map<String, String> headers = new LinkedHashMap<>(entry.getBody());
        last = entry.getId();
        received.add(ReceivedMessage.here(headers.remove("text"), headers));
      }
      reads.incrementAndGet();
    }
    commands.del(stream);
  }

  /** Waits until its thread has come out of the method that it waited in, and in again. */
  void wake() {
    int now = reads.get();
    while (reads.get() < now + 2) {
      Thread.onSpinWait();
    }
  }

  /** That the test may break. */
  StatefulRedisConnection<String, String> connection() {
    return connection;
  }

  /** That holds. */
  StatefulRedisConnection<String, String> another() {
    return client.connect(RedisURI.create("redis://127.0.0.1:" + LettuceTest.PORT));
  }

  static Map<String, String> fields(String text, Map<String, String> headers) {
    Map<String, String> fields = new HashMap<>(headers);
    fields.put("text", text);
    return fields;
  }

  @Override
  public void send(String text, Map<String, String> headers) {
    connection.sync().xadd(stream, fields(text, headers));
  }

  @Override
  public ReceivedMessage receive() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.shutdown(0, 0, TimeUnit.SECONDS);
  }
}
