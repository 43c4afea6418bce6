package dev.retrofuse.instrumentation.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.KafkaBroker;
import java.io.File;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every version against one broker. */
class KafkaClientsTest {
  private static KafkaBroker broker;

  @BeforeAll
  static void start() {
    String own = System.getProperty("kafka.broker.version");
    // The class path has the broker, but beside it the clients that are compiled against.
    broker =
        KafkaBroker.start(
            KafkaVersion.jar(own) + File.pathSeparator + System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** The first with headers. */
  @Nested
  class First extends KafkaContract {
    First() {
      super("0.11.0.3");
    }

    @Override
    KafkaBroker broker() {
      return broker;
    }

    @Test
    void aBrokerTooOldForHeadersGetsNone() throws Exception {
      attach();
      KafkaClient client = (KafkaClient) client();
      assertEquals("appended", client.appendOldFormat());
      assertEquals("appended", client.appendOldFormat("traceparent", "baggage"));
      assertEquals("refused", client.appendOldFormat("own"));
      assertEquals("refused", client.appendOldFormat("traceparent", "own"));
    }
  }

  /** The last before exceptions were told per record. */
  @Nested
  class Second extends KafkaContract {
    Second() {
      super("2.8.2");
    }

    @Override
    KafkaBroker broker() {
      return broker;
    }
  }

  /** The last with the old protocols. */
  @Nested
  class Third extends KafkaContract {
    Third() {
      super("3.9.1");
    }

    @Override
    KafkaBroker broker() {
      return broker;
    }
  }

  /** The last there is. */
  @Nested
  class Last extends KafkaContract {
    Last() {
      super(System.getProperty("kafka.last.version"));
    }

    @Override
    KafkaBroker broker() {
      return broker;
    }

    @Test
    void whatIsKeptWhileTheBrokerIsDownArrivesInOrder() throws Exception {
      attachFor("destination: \"" + destination() + "\"", "");
      send("before");
      assertEquals("before", received());
      broker.stop();
      breakUntilKept();
      for (int i = 0; i < 100; i++) {
        send("kept " + i);
      }
      path().pass();
      broker.start();
      for (int i = 0; i < 100; i++) {
        assertEquals("kept " + i, received());
      }
    }

    @Test
    void aSendOfATransactionIsMadeOnce() throws Exception {
      attach(RETRY.replace("attempts", "calls: all, attempts"));
      KafkaClient client = (KafkaClient) client();
      assertEquals("TimeoutException", client.sendByNewInTransaction("text", path()::refuse));
      assertCounted(1, 1, 0);
      assertRetried(0, 0);
    }

    @Test
    void aBrokerThatStopsAndStartsIsFollowed() throws Exception {
      attach();
      send("before");
      assertEquals("before", received());
      broker.stop();
      failUntilOpen();
      path().pass();
      assertRejected("refused");
      broker.start();
      healUnguarded();
      assertRejected("refused");
      agent().engine().off();
      send("after");
      assertEquals("after", received());
    }
  }
}
