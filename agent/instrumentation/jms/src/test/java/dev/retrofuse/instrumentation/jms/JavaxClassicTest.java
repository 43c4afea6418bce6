package dev.retrofuse.instrumentation.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.jms.Connection;
import javax.jms.JMSException;
import javax.jms.MessageProducer;
import javax.jms.Session;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** ActiveMQ Classic, a provider of JMS 1.1, with a broker in this JVM. */
class JavaxClassicTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String RULES =
      """
      rules:
        - name: broker
          match: { messaging: { system: jms, destination: orders } }
          breaker: { window: 100 calls, minimum-calls: 1, open-wait: 1h }
      """;

  @Test
  void sendsAreGuardedAndListenersWorkForTheirMessage() throws Exception {
    String url = "vm://classic?broker.persistent=false&broker.useJmx=false";
    BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
    try (TestAgent agent = TestAgent.attach(RULES, new JmsInstrumentation())) {
      Connection connection = new ActiveMQConnectionFactory(url).createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      Map<String, String> none = Collections.emptyMap();
      session
          .createConsumer(session.createQueue("orders"))
          .setMessageListener(message -> received.add(ReceivedMessage.here("one", none)));
      connection.start();
      Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer producer = sending.createProducer(sending.createQueue("orders"));
      RetrofuseContext before = RetrofuseTrace.begin(PARENT, null, null);
      producer.send(sending.createTextMessage("one"));
      RetrofuseTrace.restore(before);
      assertEquals(PARENT, received.poll(30, TimeUnit.SECONDS).traceparentOfThread());
      assertEquals(1, agent.calls("broker"));

      var late = sending.createTextMessage("late");
      connection.close();
      assertThrows(JMSException.class, () -> producer.send(late));
      assertEquals(1, agent.failures("broker"));
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }
}
