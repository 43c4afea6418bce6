package dev.retrofuse.instrumentation.jms;

import dev.retrofuse.testkit.ReceivedMessage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.jms.CompletionListener;
import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.Destination;
import javax.jms.JMSContext;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.MessageProducer;
import javax.jms.QueueSender;
import javax.jms.Session;
import javax.jms.TextMessage;
import javax.jms.TopicPublisher;

/** For javax; {@link JakartaClient} is its twin. */
final class JavaxClient implements JmsClient {
  private final ConnectionFactory factory;
  private final ConnectionFactory unbroken;
  private final String name;
  private final boolean topic;
  private final Connection consuming;
  private final Session messages;
  private final MessageConsumer consumer;
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> completed = new LinkedBlockingQueue<>();
  private volatile boolean broken;
  private long tried = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
  private Connection connection;
  private Session session;
  private Destination destination;
  private MessageProducer producer;

  JavaxClient(String url, String direct, String name, boolean topic) throws Exception {
    factory = factory(url);
    this.name = name;
    this.topic = topic;
    unbroken = factory(direct);
    consuming = unbroken.createConnection();
    Session consumed = consuming.createSession(false, Session.AUTO_ACKNOWLEDGE);
    consumer = consumed.createConsumer(destination(consumed));
    messages = consuming.createSession(false, Session.AUTO_ACKNOWLEDGE);
    listen();
    consuming.start();
    connect();
  }

  private static ConnectionFactory factory(String url) throws ReflectiveOperationException {
    return (ConnectionFactory)
        Class.forName("org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory")
            .getConstructor(String.class)
            .newInstance(url);
  }

  private Destination destination(Session of) throws JMSException {
    return topic ? of.createTopic(name) : of.createQueue(name);
  }

  private void connect() throws JMSException {
    Connection made = factory.createConnection();
    made.setExceptionListener(lost -> broken = true);
    connection = made;
    session = made.createSession(false, Session.AUTO_ACKNOWLEDGE);
    destination = destination(session);
    producer = session.createProducer(destination);
    broken = false;
  }

  /** A listener without a class of its own. */
  @Override
  public void listen() throws JMSException {
    consumer.setMessageListener(message -> received.add(read(message)));
  }

  private static ReceivedMessage read(Message message) {
    try {
      Map<String, String> headers = new HashMap<>();
      for (Object each : Collections.list(message.getPropertyNames())) {
        String property = (String) each;
        if (!property.startsWith("JMS") && !property.startsWith("_")) {
          headers.put(property, message.getStringProperty(property));
        }
      }
      return ReceivedMessage.here(((TextMessage) message).getText(), headers);
    } catch (JMSException e) {
      throw new AssertionError(e);
    }
  }

  private Message message(String text) throws JMSException {
    return messages.createTextMessage(text);
  }

  @Override
  public void send(String text, Map<String, String> headers) throws JMSException {
    // An attempt may take as long as hundreds of sends.
    if (broken && System.nanoTime() - tried > TimeUnit.SECONDS.toNanos(1)) {
      connectAgain();
      tried = System.nanoTime();
    }
    Message message = message(text);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      message.setStringProperty(header.getKey(), header.getValue());
    }
    producer.send(message);
  }

  private void connectAgain() throws JMSException {
    Connection lost = connection;
    try {
      connect();
      lost.close();
    } catch (JMSException unreachable) {
      // The send tells.
    }
  }

  @Override
  public ReceivedMessage receive() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public Class<?> producerType() {
    return topic ? TopicPublisher.class : QueueSender.class;
  }

  @Override
  public Object producerOf(Method method) throws JMSException {
    boolean bound = method.getParameterTypes()[0] == Message.class;
    return bound ? producer : session.createProducer(null);
  }

  @Override
  public Object[] arguments(Method method, String text) throws JMSException {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == Message.class) {
        arguments[i] = message(text);
      } else if (type == CompletionListener.class) {
        arguments[i] = new Completed();
      } else if (type == int.class) {
        arguments[i] = 1; // neither persistent nor urgent
      } else if (type == long.class) {
        arguments[i] = 0L;
      } else {
        arguments[i] = destination;
      }
    }
    return arguments;
  }

  @Override
  public void awaitCompletion(Method method) throws InterruptedException {
    if (List.of(method.getParameterTypes()).contains(CompletionListener.class)
        && completed.poll(30, TimeUnit.SECONDS) == null) {
      throw new AssertionError("no completion of " + method);
    }
  }

  @Override
  public void stopListening() throws JMSException {
    consumer.setMessageListener(null);
  }

  @Override
  public void sendAsItIs(String text, long timeToLive) throws JMSException {
    Message message = message(text);
    producer.send(message, Message.DEFAULT_DELIVERY_MODE, 4, timeToLive);
  }

  @Override
  public void transact() throws JMSException {
    producer =
        connection.createSession(true, Session.SESSION_TRANSACTED).createProducer(destination);
  }

  @Override
  public void sendAllKinds() throws JMSException {
    JavaxKinds.send(messages, producer);
  }

  @Override
  public List<String> receiveAllKinds() throws JMSException {
    return JavaxKinds.receive(consumer);
  }

  @Override
  public ReceivedMessage poll(int way) throws JMSException {
    Message message =
        way == 0
            ? consumer.receive()
            : way == 1 ? consumer.receive(30_000) : consumer.receiveNoWait();
    return message == null ? null : read(message);
  }

  @Override
  public void sendBySimplifiedApi(String text) {
    try (JMSContext context = unbroken.createContext()) {
      context.createProducer().setProperty("own", "1").send(destination, text);
    }
  }

  @Override
  public void sendOnAsReceived(String text) throws JMSException {
    stopListening();
    producer.send(message(text));
    Message first = consumer.receive(30_000);
    listen();
    producer.send(first);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
      consuming.close();
    } catch (JMSException e) {
      throw new IOException(e);
    }
  }

  private final class Completed implements CompletionListener {
    @Override
    public void onCompletion(Message message) {
      completed.add(message);
    }

    @Override
    public void onException(Message message, Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
