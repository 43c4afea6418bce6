package dev.retrofuse.instrumentation.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.SimpleMessageListenerContainer;

/** What Spring's JMS listener containers work for: one receives, the other is called. */
class JakartaSpringTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private ArtemisBroker broker;
  private ConnectionFactory factory;
  private JmsTemplate template;
  private TestAgent agent;

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws Exception {
    agent = TestAgent.attach("trace: { mode: pass }\n", new JmsInstrumentation());
    broker = new ArtemisBroker();
    factory =
        (ConnectionFactory)
            Class.forName("org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory")
                .getConstructor(String.class)
                .newInstance(ArtemisBroker.url(broker.port));
    template = new JmsTemplate(factory);
  }

  @AfterEach
  void end() throws Exception {
    broker.close();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  private void send(String queue, String text, String traceparent) {
    RetrofuseContext before =
        traceparent == null ? null : RetrofuseTrace.begin(traceparent, null, null);
    template.convertAndSend(queue, text);
    RetrofuseTrace.restore(before);
  }

  private void see(String what) {
    RetrofuseContext context = RetrofuseThread.current().context();
    seen.add(what + " " + (context == null ? "none" : context.value("traceparent")));
  }

  /** Receives another message in the midst of its own, as one that asks and waits does. */
  private void listened(Message message, Session session) throws JMSException {
    String text = ((TextMessage) message).getText();
    see(text);
    if (text.equals("asks")) {
      try (MessageConsumer other = session.createConsumer(session.createQueue("other"))) {
        see("got " + ((TextMessage) other.receive(10_000)).getText());
      }
      see("goes on");
    }
    if (text.equals("bad") && !message.getJMSRedelivered()) {
      throw new IllegalStateException(text);
    }
  }

  private void listen(AbstractMessageListenerContainer container) {
    send("other", "answer", OTHER);
    SessionAwareMessageListener<Message> listener = this::listened;
    container.setConnectionFactory(factory);
    container.setDestinationName("asked");
    container.setSessionTransacted(true);
    container.setErrorHandler(failure -> {});
    container.setMessageListener(listener);
    container.afterPropertiesSet();
    container.start();
    send("asked", "asks", PARENT);
    send("asked", "plain", null);
    send("asked", "bad", PARENT);
    TreeSet<String> expected =
        new TreeSet<>(
            List.of(
                "asks " + PARENT,
                "got answer " + OTHER,
                "goes on " + PARENT,
                "plain none",
                "bad " + PARENT));
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (seen.size() < 6 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    container.destroy();
    assertEquals(expected, new TreeSet<>(seen));
    assertEquals(6, seen.size());
  }

  @Test
  void aListenerWhoseContainerReceivesWorksForItsMessage() {
    listen(new DefaultMessageListenerContainer());
  }

  @Test
  void aListenerThatIsCalledWorksForItsMessage() {
    listen(new SimpleMessageListenerContainer());
  }
}
