package dev.retrofuse.instrumentation.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.RecordedSpans;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.MessagePostProcessor;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;

/** What Spring AMQP's listeners and templates work for. */
class SpringRabbitTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String CONTAINERS = "org.springframework.amqp.rabbit.listener.";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String queue = "retrofuse." + UUID.randomUUID();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private CachingConnectionFactory connections;
  private RabbitTemplate template;
  private TestAgent agent;

  @BeforeAll
  static void serverAndWaist() {
    RabbitMqServer.ensureRunning();
    BootWaist.install();
  }

  @BeforeEach
  void begin() {
    agent = TestAgent.attach("trace: { mode: pass }\n", new RabbitMqInstrumentation());
    connections = new CachingConnectionFactory("127.0.0.1", RabbitMqServer.PORT);
    template = new RabbitTemplate(connections);
    new RabbitAdmin(connections).declareQueue(new Queue(queue, false));
  }

  @AfterEach
  void end() {
    new RabbitAdmin(connections).deleteQueue(queue);
    connections.destroy();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  private void send(String text, String traceparent) {
    RetrofuseContext before =
        traceparent == null ? null : RetrofuseTrace.begin(traceparent, null, null);
    template.convertAndSend("", queue, text);
    RetrofuseTrace.restore(before);
  }

  private void see(String what) {
    RetrofuseContext context = RetrofuseThread.current().context();
    seen.add(what + " " + (context == null ? "none" : context.value("traceparent")));
  }

  private AbstractMessageListenerContainer started(String container) throws Exception {
    AbstractMessageListenerContainer listening =
        (AbstractMessageListenerContainer)
            Class.forName(CONTAINERS + container)
                .getConstructor(ConnectionFactory.class)
                .newInstance(connections);
    listening.setQueueNames(queue);
    listening.setErrorHandler(failure -> see("handled"));
    MessageListener listener =
        message -> {
          String text = new String(message.getBody());
          see(text);
          if (text.equals("bad") && !message.getMessageProperties().isRedelivered()) {
            throw new IllegalStateException(text);
          }
        };
    // Its parameter has become a MessageListener.
    for (Method method : AbstractMessageListenerContainer.class.getMethods()) {
      if (method.getName().equals("setMessageListener")) {
        method.invoke(listening, listener);
      }
    }
    listening.afterPropertiesSet();
    listening.start();
    return listening;
  }

  private void listen(String container) throws Exception {
    AbstractMessageListenerContainer listening = started(container);
    send("bad", PARENT);
    send("plain", null);
    TreeSet<String> expected = new TreeSet<>(List.of("bad " + PARENT, "plain none"));
    expected.add("handled " + PARENT);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while ((seen.size() < 3 || !seen.containsAll(expected)) && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    listening.stop();
    assertEquals(expected, new TreeSet<>(seen));
  }

  /** Each delivery, the one again as well, is one span of a consumer. */
  private void record(String container) throws Exception {
    agent.rules(RecordedSpans.RULES);
    AbstractMessageListenerContainer listening = started(container);
    template.convertAndSend("", queue, "good", traced());
    template.convertAndSend("", queue, "bad", traced());
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (agent.spans().all(RetrofuseSpan.CONSUMER).size() < 3 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    listening.stop();
    List<String> failures = new ArrayList<>();
    for (RetrofuseSpan span : agent.spans().all(RetrofuseSpan.CONSUMER)) {
      assertEquals("00f067aa0ba902b7", span.parentId);
      assertEquals("process " + queue, span.name());
      failures.add(String.valueOf(RecordedSpans.notes(span).get("error.type") != null));
    }
    Collections.sort(failures);
    assertEquals(List.of("false", "false", "true"), failures);
  }

  private static MessagePostProcessor traced() {
    return message -> {
      message.getMessageProperties().setHeader("traceparent", PARENT);
      return message;
    };
  }

  @Test
  void aDeliveryIsOneSpan() throws Exception {
    record("SimpleMessageListenerContainer");
  }

  @Test
  void soIsOneOnTheConnectionsThread() throws Exception {
    try {
      record("DirectMessageListenerContainer");
    } catch (ClassNotFoundException before2) {
      assertTrue(seen.isEmpty());
    }
  }

  @Test
  void aListenerOnAThreadOfItsContainersWorksForItsMessage() throws Exception {
    listen("SimpleMessageListenerContainer");
  }

  @Test
  void soDoesOneOnTheConnectionsThread() throws Exception {
    try {
      listen("DirectMessageListenerContainer");
    } catch (ClassNotFoundException before2) {
      assertTrue(seen.isEmpty());
    }
  }

  @Test
  void aThreadThatGotAMessageWorksForItUntilItAsksAgain() {
    send("traced", PARENT);
    send("plain", null);
    for (int i = 0; i < 3; i++) {
      Object got = template.receiveAndConvert(queue);
      see(String.valueOf(got));
    }
    assertEquals(List.of("traced " + PARENT, "plain none", "null none"), seen);
  }
}
