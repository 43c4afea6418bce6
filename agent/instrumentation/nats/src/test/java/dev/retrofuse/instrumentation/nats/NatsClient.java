package dev.retrofuse.instrumentation.nats;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A connection that publishes, and one whose dispatcher takes what is published. */
final class NatsClient implements MessagingClient {
  private static final String NEXT = ".next";

  private final String subject;
  private final Connection connection;
  private final Connection consuming;
  private final Dispatcher dispatcher;
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
  private final Semaphore woken = new Semaphore(0);

  /**
   * @param port what the test may break
   * @param direct the server's own port, for the consumer
   */
  NatsClient(int port, int direct, String subject) throws Exception {
    this.subject = subject;
    consuming = connection(direct);
    dispatcher = consuming.createDispatcher(this::take);
    dispatcher.subscribe(subject).subscribe(subject + NEXT);
    consuming.flush(Duration.ofSeconds(30));
    connection = connection(port);
  }

  /** Without what the client would keep while it is not connected. */
  static Connection connection(int port) throws IOException, InterruptedException {
    Options options =
        new Options.Builder()
            .server("nats://127.0.0.1:" + port)
            // One try may come while the path still takes connections, and then hears nothing.
            .connectionTimeout(Duration.ofSeconds(5))
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(50))
            .reconnectBufferSize(1)
            .build();
    return Nats.connect(options);
  }

  static ReceivedMessage read(Message message) {
    Map<String, String> headers = new HashMap<>();
    if (message.hasHeaders()) {
      message.getHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    }
    return ReceivedMessage.here(new String(message.getData(), StandardCharsets.UTF_8), headers);
  }

  /** Has the dispatcher ask for a next message, from when on it is woven. */
  void wake() {
    consuming.publish(subject + NEXT, new byte[0]);
    try {
      if (!woken.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the dispatcher takes nothing");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void take(Message message) {
    if (message.getSubject().endsWith(NEXT)) {
      woken.release();
    } else {
      received.add(read(message));
    }
  }

  Connection connection() {
    return connection;
  }

  /** From now on nobody takes what is published. */
  void stopConsuming() throws Exception {
    dispatcher.unsubscribe(subject);
    consuming.flush(Duration.ofSeconds(30));
  }

  Connection consuming() {
    return consuming;
  }

  Message message(String text, Headers headers) {
    return NatsMessage.builder()
        .subject(subject)
        .headers(headers)
        .data(text, StandardCharsets.UTF_8)
        .build();
  }

  @Override
  public void send(String text, Map<String, String> headers) {
    Headers own = headers.isEmpty() ? null : new Headers();
    headers.forEach((name, value) -> own.put(name, value));
    connection.publish(message(text, own));
  }

  @Override
  public ReceivedMessage receive() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
      consuming.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
