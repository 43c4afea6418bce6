package com.example.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import javax.jms.JMSException;
import javax.jms.MessageProducer;
import javax.jms.Queue;
import javax.jms.Session;
import javax.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The messaging systems of 127.0.0.1, each with a destination of its own. */
final class Messages {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of its destinations, so that several do not meet. */
  static final String NAME = "relay-" + UUID.randomUUID();

  private Messages() {}

  /**
   * @param servers as {@code bootstrap.servers} has them
   */
  static Loop kafka(Loop loop, String servers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers);
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    producer.partitionsFor(NAME); // which makes the topic
    consumer.assign(Collections.singleton(new TopicPartition(NAME, 0)));
    consumer.seekToBeginning(consumer.assignment());
    Relay.daemon(
        () -> {
          for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
            loop.arrived(each.value());
          }
        });
    return loop.by(text -> producer.send(new ProducerRecord<>(NAME, text)).get());
  }

  static Loop rabbit(Loop loop) throws Exception {
    Channel channel = new ConnectionFactory().newConnection().createChannel();
    String queue = channel.queueDeclare().getQueue();
    channel.basicConsume(
        queue, true, (tag, each) -> loop.arrived(new String(each.getBody(), UTF_8)), tag -> {});
    return loop.by(text -> channel.basicPublish("", queue, null, text.getBytes(UTF_8)));
  }

  /** By a broker in this JVM, which is spoken to by sockets nevertheless. */
  static Loop jms(Loop loop) throws Exception {
    BrokerService broker = new BrokerService();
    broker.setPersistent(false);
    broker.setUseJmx(false);
    TransportConnector connector = broker.addConnector("tcp://127.0.0.1:0");
    broker.start();
    String url = "tcp://127.0.0.1:" + connector.getConnectUri().getPort();
    javax.jms.Connection connection = new ActiveMQConnectionFactory(url).createConnection();
    connection.start();
    Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Session receiving = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Queue queue = sending.createQueue(NAME);
    receiving.createConsumer(queue).setMessageListener(each -> loop.arrived(text(each)));
    MessageProducer producer = sending.createProducer(queue);
    return loop.by(text -> producer.send(sending.createTextMessage(text)));
  }

  private static String text(javax.jms.Message message) {
    try {
      return ((TextMessage) message).getText();
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  static Loop nats(Loop loop) throws Exception {
    Options options =
        new Options.Builder().server("nats://127.0.0.1:4222").connectionTimeout(PATIENCE).build();
    Connection connection = Nats.connect(options);
    connection
        .createDispatcher(each -> loop.arrived(new String(each.getData(), UTF_8)))
        .subscribe(NAME);
    connection.flush(PATIENCE);
    return loop.by(text -> connection.publish(NAME, text.getBytes(UTF_8)));
  }

  static Loop mqtt(Loop loop) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:1883", NAME, new MemoryPersistence());
    client.connect().waitForCompletion();
    MqttSubscription[] topics = {new MqttSubscription(NAME, 1)};
    IMqttMessageListener[] listeners = {
      (topic, each) -> loop.arrived(new String(each.getPayload(), UTF_8))
    };
    client.subscribe(topics, null, null, listeners, new MqttProperties()).waitForCompletion();
    return loop.by(text -> client.publish(NAME, text.getBytes(UTF_8), 1, false));
  }
}
