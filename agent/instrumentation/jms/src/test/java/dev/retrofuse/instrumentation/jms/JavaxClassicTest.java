package dev.retrofuse.instrumentation.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.PolicyStatus;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.jms.Connection;
import javax.jms.JMSException;
import javax.jms.MessageProducer;
import javax.jms.Session;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.transport.RequestTimedOutIOException;
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

  private static final String TIME_OUT = "    time-out: { call: 1m }\n";

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

  @Test
  void aBrokerThatDoesNotAnswerInTimeIsGivenUpByTheClientItself() throws Exception {
    BrokerService broker = new BrokerService();
    broker.setPersistent(false);
    broker.setUseJmx(false);
    int port = broker.addConnector("tcp://127.0.0.1:0").getConnectUri().getPort();
    broker.start();
    String rules = RULES.replace("minimum-calls: 1,", "minimum-calls: 9,") + TIME_OUT;
    try (TcpProxy path = TcpProxy.to("127.0.0.1", port);
        TestAgent agent = TestAgent.attach(rules, new JmsInstrumentation())) {
      Connection connection =
          new ActiveMQConnectionFactory("tcp://127.0.0.1:" + path.port()).createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer producer = session.createProducer(session.createQueue("orders"));
      producer.send(session.createTextMessage("before"));
      agent.rules(rules.replace(TIME_OUT, TIME_OUT.replace("1m", "1s")));
      path.hang();
      Exception thrown =
          assertThrows(JMSException.class, () -> producer.send(session.createTextMessage("late")));
      assertEquals(RequestTimedOutIOException.class, thrown.getCause().getClass());
      awaitCut(agent);
      path.pass();
      producer.send(session.createTextMessage("after"));
      assertEquals(3, agent.calls("broker"));
      connection.close();
      assertEquals(Collections.emptyList(), agent.faults());
    } finally {
      broker.stop();
    }
  }

  /** Client and watchdog see the end of the time at once; the latter counts on another thread. */
  private static void awaitCut(TestAgent agent) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (agent.failures("broker") != 1 || timeOut(agent).refused() != 1) {
      assertTrue(System.nanoTime() < end, () -> agent.status("broker").toString());
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static PolicyStatus timeOut(TestAgent agent) {
    return agent.status("broker").get(0).policies().stream()
        .filter(each -> each.policy().equals("time-out"))
        .findAny()
        .get();
  }
}
