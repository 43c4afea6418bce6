package dev.retrofuse.instrumentation.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.rabbitmq.client.AlreadyClosedException;
import dev.retrofuse.testkit.TestAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is stopped and started under a guarded publisher. */
class RabbitMqRestartTest {
  private static final String RULES =
      """
      rules:
        - name: broker
          match: { messaging: { system: rabbitmq } }
          breaker:
            window: 100 calls
            minimum-calls: 3
            open-wait: 1h
      """;

  @Test
  void aBrokerThatStopsAndStartsIsFollowed() throws Exception {
    RabbitMqServer.ensureRunning(); // and with it what all brokers of a machine share
    try (OwnRabbitMq broker = new OwnRabbitMq();
        TestAgent agent = TestAgent.attach(RULES, new RabbitMqInstrumentation())) {
      broker.start();
      AmqpClient client = new AmqpClient(broker.port, broker.port, "restart");
      client.send("before", Collections.emptyMap());
      assertEquals("before", client.receive().text());
      broker.stop();
      await(() -> !client.channel().isOpen());
      assertThrows(AlreadyClosedException.class, () -> publish(client));
      assertThrows(AlreadyClosedException.class, () -> publish(client));
      assertSame(
          IOException.class, assertThrows(IOException.class, () -> publish(client)).getClass());
      broker.start();
      await(() -> client.recoveries() > 0); // its queue is there again
      assertThrows(IOException.class, () -> publish(client));
      assertEquals(2, agent.refused("broker"));
      agent.engine().off();
      publish(client);
      assertEquals("text", client.receive().text());
      client.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  @Test
  void whatIsKeptWhileTheBrokerIsDownArrivesInOrder(@TempDir Path folder) throws Exception {
    RabbitMqServer.ensureRunning();
    String rules =
        RULES.replace("1h", "100ms") + "    fallback: { spool: { folder: \"" + folder + "\" } }\n";
    try (OwnRabbitMq broker = new OwnRabbitMq();
        TestAgent agent = TestAgent.attach(rules, new RabbitMqInstrumentation())) {
      broker.start();
      AmqpClient client = new AmqpClient(broker.port, broker.port, "restart");
      client.send("before", Collections.emptyMap());
      assertEquals("before", client.receive().text());
      broker.stop();
      await(() -> !client.channel().isOpen());
      await(
          () -> {
            try {
              publish(client);
            } catch (IOException | AlreadyClosedException notYetOpen) {
              return false;
            }
            return agent.status("broker").get(0).spool().messages() > 0;
          });
      for (int i = 0; i < 100; i++) {
        client.send("kept " + i, Collections.emptyMap());
      }
      broker.start();
      assertEquals("text", client.receive().text());
      for (int i = 0; i < 100; i++) {
        assertEquals("kept " + i, client.receive().text());
      }
      await(() -> agent.status("broker").get(0).spool().messages() == 0);
      client.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  private static void publish(AmqpClient client) throws IOException {
    client.send("text", Collections.emptyMap());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
