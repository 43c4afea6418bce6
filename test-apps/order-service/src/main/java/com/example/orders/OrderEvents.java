package com.example.orders;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells the rest of the house what became of an order. An event that cannot be sent is logged. */
class OrderEvents {
  private static final Logger LOG = Logger.getLogger(OrderEvents.class.getName());
  private static final String TOPIC = "orders";
  private static final int CLOSE_SECONDS = 3;

  final AtomicLong sent = new AtomicLong();
  final AtomicLong failed = new AtomicLong();

  private final KafkaProducer<String, String> producer;

  OrderEvents(String servers) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers);
    settings.put("client.id", "order-service");
    settings.put("max.block.ms", "2000");
    producer =
        new KafkaProducer<String, String>(settings, new StringSerializer(), new StringSerializer());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
  void publish(final Order order) {
    ProducerRecord<String, String> event =
        new ProducerRecord<String, String>(TOPIC, String.valueOf(order.id), order.toString());
    producer.send(
        event,
        new Callback() {
          @Override
          public void onCompletion(RecordMetadata metadata, Exception problem) {
            count(order, problem);
          }
        });
  }

  private void count(Order order, Exception problem) {
    if (problem == null) {
      sent.incrementAndGet();
      return;
    }
    failed.incrementAndGet();
    LOG.log(Level.WARNING, "No event for order " + order.id, problem);
  }

  void close() {
    producer.close(Duration.ofSeconds(CLOSE_SECONDS));
  }
}
