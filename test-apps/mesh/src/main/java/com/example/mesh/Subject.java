package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The mesh's subject of NATS. */
final class Subject {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Subject() {}

  static Connection connection() throws IOException, InterruptedException {
    Options options =
        new Options.Builder().server(Settings.NATS).connectionTimeout(PATIENCE).build();
    return Nats.connect(options);
  }

  static void publish(Connection connection, String text) {
    connection.publish(Settings.NAME, text.getBytes(UTF_8));
  }

  static String text(Message message) {
    return new String(message.getData(), UTF_8);
  }

  /** All messages from now on. */
  static void follow(Consumer<Message> to)
      throws IOException, InterruptedException, TimeoutException {
    Connection connection = connection();
    connection.createDispatcher(to::accept).subscribe(Settings.NAME);
    connection.flush(PATIENCE);
  }
}
