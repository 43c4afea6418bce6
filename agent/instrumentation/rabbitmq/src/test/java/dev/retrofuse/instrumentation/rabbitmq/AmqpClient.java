package dev.retrofuse.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.Recoverable;
import com.rabbitmq.client.RecoveryListener;
import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection with automatic recovery, and a queue that is consumed. */
final class AmqpClient implements MessagingClient {
  private final String queue;
  private final int direct;
  private final Connection connection;
  private final Channel channel;
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
  private final AtomicInteger recoveries = new AtomicInteger();

  /**
   * @param port what the test may break
   * @param direct the broker's own port, for tidying up
   */
  AmqpClient(int port, int direct, String queue) throws Exception {
    this.queue = queue;
    this.direct = direct;
    connection = connection(port);
    channel = connection.createChannel();
    ((Recoverable) connection).addRecoveryListener(new Recoveries());
    // Gone a minute after its last consumer, should this JVM not live to delete it.
    Map<String, Object> arguments = Collections.singletonMap("x-expires", 60_000);
    channel.queueDeclare(queue, false, false, false, arguments);
    consume();
  }

  private static Connection connection(int port) throws IOException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    factory.setAutomaticRecoveryEnabled(true);
    factory.setTopologyRecoveryEnabled(true);
    factory.setNetworkRecoveryInterval(100);
    try {
      return factory.newConnection();
    } catch (TimeoutException e) {
      throw new IOException(e);
    }
  }

  /** By callbacks where there are such, from 5.0 on; by a consumer's class before. */
  private void consume() throws Exception {
    Class<?> deliver;
    try {
      deliver = Class.forName("com.rabbitmq.client.DeliverCallback");
    } catch (ClassNotFoundException before5) {
      channel.basicConsume(queue, true, new Receiver(channel));
      return;
    }
    Class<?> cancel = Class.forName("com.rabbitmq.client.CancelCallback");
    Channel.class
        .getMethod("basicConsume", String.class, boolean.class, deliver, cancel)
        .invoke(channel, queue, true, proxy(deliver, this::delivered), proxy(cancel, a -> {}));
  }

  private static Object proxy(Class<?> type, Callback callback) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          callback.call(arguments);
          return null;
        });
  }

  private interface Callback {
    void call(Object[] arguments) throws Exception;
  }

  private void delivered(Object[] arguments) throws Exception {
    Class<?> delivery = arguments[1].getClass();
    Object properties = delivery.getMethod("getProperties").invoke(arguments[1]);
    Object body = delivery.getMethod("getBody").invoke(arguments[1]);
    received((BasicProperties) properties, (byte[]) body);
  }

  private void received(BasicProperties properties, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    if (properties.getHeaders() != null) {
      properties.getHeaders().forEach((name, value) -> headers.put(name, value.toString()));
    }
    received.add(ReceivedMessage.here(new String(body, StandardCharsets.UTF_8), headers));
  }

  Channel channel() {
    return channel;
  }

  /** How often the connection, with all that belongs to it, was there again. */
  int recoveries() {
    return recoveries.get();
  }

  @Override
  public void send(String text, Map<String, String> headers) throws IOException {
    BasicProperties properties = null;
    if (!headers.isEmpty()) {
      properties = new BasicProperties.Builder().headers(new HashMap<>(headers)).build();
    }
    channel.basicPublish("", queue, properties, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ReceivedMessage receive() throws Exception {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    connection.abort(5_000);
    // The test may have left its own connection broken.
    Connection other = connection(direct);
    other.createChannel().queueDelete(queue);
    other.close();
  }

  private final class Recoveries implements RecoveryListener {
    @Override
    public void handleRecovery(Recoverable recovered) {
      recoveries.incrementAndGet();
    }

    @SuppressWarnings({"MissingOverride", "unused"}) // from 4.0 on
    public void handleRecoveryStarted(Recoverable broken) {}
  }

  private final class Receiver extends DefaultConsumer {
    Receiver(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, BasicProperties properties, byte[] body) {
      received(properties, body);
    }
  }
}
