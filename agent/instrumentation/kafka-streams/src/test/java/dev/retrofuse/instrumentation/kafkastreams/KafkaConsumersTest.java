package dev.retrofuse.instrumentation.kafkastreams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.instrumentation.kafka.KafkaClientsInstrumentation;
import dev.retrofuse.testkit.KafkaBroker;
import dev.retrofuse.testkit.RecordedSpans;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseSpan;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Frameworks that poll for the application, in several versions against one broker. */
class KafkaConsumersTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    File folder = new File(System.getProperty("kafka.versions"), "broker");
    // The class path has the broker, but beside it the clients that are compiled against.
    String own = "kafka-clients-" + System.getProperty("kafka.broker.version") + ".jar";
    String rest = File.pathSeparator + System.getProperty("java.class.path");
    broker = KafkaBroker.start(new File(folder, own) + rest);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** Kafka Streams 2.0 and Spring Kafka 2.2. */
  @Nested
  class First extends Frameworks {
    First() {
      super("first");
    }
  }

  /** The last there are. */
  @Nested
  class Last extends Frameworks {
    Last() {
      super("last");
    }

    @Test
    void aListenerByAnnotationWorksForItsRecord() throws Exception {
      application.listenAnnotated(topic);
      application.send(topic, "a", PARENT);
      application.send(topic, "b", null);
      assertSeen("annotated a " + PARENT, "annotated b none", "committed none");
    }
  }

  /** What holds for each. */
  abstract static class Frameworks {
    final String topic = "retrofuse-" + UUID.randomUUID();
    KafkaApplication application;
    TestAgent agent;
    private final String versions;

    Frameworks(String versions) {
      this.versions = versions;
    }

    @BeforeEach
    void start() throws Exception {
      agent =
          TestAgent.attach(
              "trace: { mode: pass }\n",
              new KafkaClientsInstrumentation(),
              new KafkaStreamsInstrumentation());
      LibraryVersions loader = LibraryVersions.of(versions);
      // Kafka loads what its settings name by the thread's loader.
      Thread.currentThread().setContextClassLoader(loader);
      application = loader.start(broker.path().port(), versions.equals("first"));
    }

    @AfterEach
    void stop() throws Exception {
      application.close();
      Thread.currentThread().setContextClassLoader(KafkaConsumersTest.class.getClassLoader());
      agent.close();
      assertEquals(List.of(), agent.faults());
    }

    /** Waits for these, and holds that nothing else is seen. */
    void assertSeen(String... expected) {
      Collection<String> all = new TreeSet<>(List.of(expected));
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (!application.seen().containsAll(all) && System.nanoTime() < end) {
        LockSupport.parkNanos(10_000_000);
      }
      assertEquals(all, new TreeSet<>(application.seen()));
    }

    @Test
    void processorsWorkForTheirRecordAndSendOnItsContext() throws Exception {
      application.streams(topic);
      application.send(topic, "a", PARENT);
      application.send(topic, "b", null);
      application.send(topic, "c", OTHER);
      assertSeen(
          "processed a " + PARENT,
          "mapped a " + PARENT,
          "counted a " + PARENT,
          "processed b none",
          "mapped b none",
          "counted b none",
          "processed c " + OTHER,
          "mapped c " + OTHER,
          "counted c " + OTHER,
          "punctuated none",
          "committed none");
      for (String to : List.of(topic + "-mapped", topic + "-counted")) {
        assertEquals("a " + PARENT, application.received(to, "traceparent"));
        assertEquals("b", application.received(to, "traceparent"));
        assertEquals("c " + OTHER, application.received(to, "traceparent"));
      }
      agent.rules("trace: { mode: join }\n");
      application.send(topic, "d", PARENT);
      for (String to : List.of(topic + "-mapped", topic + "-counted")) {
        String joined = application.received(to, "traceparent");
        assertTrue(joined.matches("d 00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01"), joined);
        assertNotEquals("d " + PARENT, joined);
      }
    }

    @Test
    void aListenerWorksForItsRecordAlsoWhenItIsTriedAgainAndGivenUp() throws Exception {
      application.listen(topic);
      application.send(topic, "bad", PARENT);
      application.send(topic, "good", OTHER);
      application.send(topic, "plain", null);
      assertSeen(
          "listened bad " + PARENT,
          "given up bad " + PARENT,
          "listened good " + OTHER,
          "listened plain none",
          "committed none");
    }

    @Test
    void eachTimeThatAListenerGetsARecordIsOneSpan() throws Exception {
      agent.rules(RecordedSpans.RULES);
      for (String text : List.of("first", "bad", "last")) {
        application.send(topic, text, PARENT);
      }
      application.listen(topic);
      List<RetrofuseSpan> spans = awaitSpans(4);
      List<String> failures = new ArrayList<>();
      for (RetrofuseSpan span : spans) {
        assertEquals("process " + topic, span.name());
        assertEquals("00f067aa0ba902b7", span.parentId);
        failures.add(String.valueOf(RecordedSpans.notes(span).containsKey("error.type")));
      }
      assertEquals(List.of("false", "true", "true", "false"), failures);
      String second = spans.get(2).spanId;
      assertTrue(
          application.seen().stream()
              .anyMatch(each -> each.startsWith("given up bad") && each.contains(second)),
          () -> application.seen().toString());
    }

    /** Those of consumers, once the listener has the last record and there are as many. */
    private List<RetrofuseSpan> awaitSpans(int count) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (System.nanoTime() < end
          && (agent.spans().all(RetrofuseSpan.CONSUMER).size() < count
              || application.seen().stream().noneMatch(each -> each.contains("listened last")))) {
        LockSupport.parkNanos(10_000_000);
      }
      List<RetrofuseSpan> spans = agent.spans().all(RetrofuseSpan.CONSUMER);
      assertEquals(count, spans.size());
      return spans;
    }

    @Test
    void aBatchWorksForNoneOfItsRecords() throws Exception {
      application.send(topic, "a", PARENT);
      application.send(topic, "b", OTHER);
      application.listenToBatches(topic);
      assertSeen("batch of 2 none", "batched a none", "batched b none", "committed none");
    }
  }
}
