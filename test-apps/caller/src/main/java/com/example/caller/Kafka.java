package com.example.caller;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends by a Kafka producer, and waits for the acknowledgement. */
final class Kafka implements Client {
  private static final String TOPIC = "caller";

  /** The time-out of a send that waits for a partition which is not there. */
  private static final int MAX_BLOCK_MILLIS = 200;

  private static final int NO_SUCH_PARTITION = 1;

  private final KafkaProducer<String, String> producer;

  Kafka(String port) throws Exception {
    String servers = "127.0.0.1:" + port;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "max.block.ms",
            MAX_BLOCK_MILLIS,
            "enable.idempotence",
            false);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    connect();
  }

  private void connect() throws Exception {
    for (int tries = 0; tries < 50; tries++) {
      try {
        call("ok");
        return;
      } catch (Exception notYet) {
        // The topic's leader is not known at once.
      }
    }
    call("ok");
  }

  @Override
  public String call(String what) throws Exception {
    Integer partition = what.equals("fail") ? NO_SUCH_PARTITION : null;
    RecordMetadata sent = producer.send(new ProducerRecord<>(TOPIC, partition, null, "text")).get();
    return sent.hasOffset() ? "acknowledged" : "sent";
  }

  @Override
  public void close() {
    producer.close();
  }
}
