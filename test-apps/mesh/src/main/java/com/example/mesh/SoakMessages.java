package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Session;
import javax.jms.TextMessage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The ways over a broker, back into this JVM: a message is the number of its journey. */
final class SoakMessages {
  /** What the polling thread has between its messages, where that is a trace. */
  static final Queue<String> BETWEEN = new ConcurrentLinkedQueue<>();

  /** By their names; each sends that text. */
  final Map<String, Consumer<String>> ways = new LinkedHashMap<>();

  @SuppressWarnings("FutureReturnValueIgnored") // a message tells that it arrived
  SoakMessages() throws Exception {
    KafkaProducer<String, String> kafka = KafkaTopic.producer();
    KafkaTopic.follow("soak", m -> arrived(m.value(), "kafka"), SoakMessages::lookBetween);
    ways.put("kafka", text -> kafka.send(new ProducerRecord<>(Settings.NAME, text)));
    Exchange.follow((tag, m) -> arrived(new String(m.getBody(), UTF_8), "rabbitmq"));
    Channel channel = Exchange.channel();
    ways.put("rabbitmq", text -> publish(channel, text));
    Topic.startBroker();
    Topic.follow(SoakMessages::arrived);
    Session session = Topic.session();
    MessageProducer producer = Topic.producer(session);
    producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
    ways.put("jms", text -> send(session, producer, text));
    Subject.follow(m -> arrived(Subject.text(m), "nats"));
    Connection nats = Subject.connection();
    ways.put("nats", text -> Subject.publish(nats, text));
  }

  private static void arrived(String number, String way) {
    Journey.of(number).arrived(way);
  }

  private static void arrived(Message message) {
    try {
      arrived(((TextMessage) message).getText(), "jms");
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void lookBetween() {
    String seen = Seen.now();
    if (!seen.equals(Seen.NONE)) {
      BETWEEN.add(seen);
    }
  }

  private static void publish(Channel channel, String text) {
    synchronized (channel) {
      try {
        channel.basicPublish(Settings.NAME, "", null, text.getBytes(UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void send(Session session, MessageProducer producer, String text) {
    synchronized (session) {
      try {
        producer.send(session.createTextMessage(text));
      } catch (JMSException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
