package dev.retrofuse.instrumentation.jms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import javax.jms.BytesMessage;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.MapMessage;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.MessageEOFException;
import javax.jms.MessageProducer;
import javax.jms.Queue;
import javax.jms.Session;
import javax.jms.StreamMessage;
import javax.jms.TextMessage;

/** Messages of every kind, for javax; {@link JakartaKinds} is its twin. */
final class JavaxKinds {
  private static final int COUNT = 6;

  private JavaxKinds() {}

  static void send(Session session, MessageProducer producer) throws JMSException {
    TextMessage text = session.createTextMessage("text \u20ac");
    text.setJMSCorrelationID("correlation");
    text.setJMSType("type");
    text.setJMSReplyTo(session.createQueue("answers"));
    text.setBooleanProperty("truth", true);
    text.setByteProperty("byte", (byte) 1);
    text.setShortProperty("short", (short) 2);
    text.setIntProperty("int", 3);
    text.setLongProperty("long", 4);
    text.setFloatProperty("float", 0.5f);
    text.setDoubleProperty("double", 0.25);
    text.setStringProperty("string", "s");
    text.setStringProperty("JMSXGroupID", "group");
    producer.send(text, DeliveryMode.NON_PERSISTENT, 7, 600_000);
    BytesMessage bytes = session.createBytesMessage();
    bytes.writeBytes(new byte[20_000]);
    bytes.writeInt(5);
    producer.send(bytes);
    MapMessage map = session.createMapMessage();
    map.setInt("int", 1);
    map.setChar("char", 'c');
    map.setBytes("bytes", new byte[] {1, 2});
    map.setString("none", null);
    producer.send(map);
    StreamMessage stream = session.createStreamMessage();
    stream.writeLong(1);
    stream.writeString("two");
    stream.writeBytes(new byte[] {3});
    producer.send(stream);
    producer.send(session.createMessage());
    producer.send(session.createTextMessage());
  }

  static List<String> receive(MessageConsumer consumer) throws JMSException {
    List<String> received = new ArrayList<>();
    while (received.size() < COUNT) {
      Message message = consumer.receive(30_000);
      String body = body(message);
      if (!body.startsWith("text whether")) {
        received.add(body + headers(message) + properties(message));
      }
    }
    return received;
  }

  private static String body(Message message) throws JMSException {
    if (message instanceof TextMessage) {
      return "text " + ((TextMessage) message).getText();
    } else if (message instanceof BytesMessage) {
      BytesMessage bytes = (BytesMessage) message;
      long length = bytes.getBodyLength();
      bytes.readBytes(new byte[20_000]);
      return length + " bytes, the last of them " + bytes.readInt();
    } else if (message instanceof MapMessage) {
      MapMessage map = (MapMessage) message;
      TreeSet<String> values = new TreeSet<>();
      for (Object name : Collections.list(map.getMapNames())) {
        values.add(name + " " + value(map.getObject((String) name)));
      }
      return "map of " + values;
    }
    return message instanceof StreamMessage ? stream((StreamMessage) message) : "nothing";
  }

  private static String stream(StreamMessage stream) throws JMSException {
    StringBuilder values = new StringBuilder("stream of");
    try {
      while (true) {
        values.append(' ').append(value(stream.readObject()));
      }
    } catch (MessageEOFException end) {
      return values.toString();
    }
  }

  private static String value(Object value) {
    if (value instanceof byte[]) {
      return ((byte[]) value).length + " bytes";
    }
    return value == null ? "none" : value.getClass().getSimpleName() + " " + value;
  }

  private static String headers(Message message) throws JMSException {
    Queue replyTo = (Queue) message.getJMSReplyTo();
    return ", "
        + message.getJMSCorrelationID()
        + ", "
        + message.getJMSType()
        + ", "
        + (replyTo == null ? null : replyTo.getQueueName())
        + ", mode "
        + message.getJMSDeliveryMode()
        + ", priority "
        + message.getJMSPriority()
        + (message.getJMSExpiration() > 0 ? ", expires" : "");
  }

  private static String properties(Message message) throws JMSException {
    TreeSet<String> properties = new TreeSet<>();
    for (Object each : Collections.list(message.getPropertyNames())) {
      String name = (String) each;
      if (name.equals("JMSXGroupID") || !name.matches("(JMS|_).*")) {
        properties.add(name + " " + value(message.getObjectProperty(name)));
      }
    }
    return ", " + properties;
  }
}
