package com.example.caller;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends by a Kafka producer, and waits for the acknowledgement. */
final class Kafka implements Client {
  private static final String TOPIC = "caller";
  private static final String ELSEWHERE = "caller-elsewhere";

  /** The time-out of a send that waits for a partition which is not there. */
  private static final int MAX_BLOCK_MILLIS = 200;

  private static final int NO_SUCH_PARTITION = 1;

  private final String servers;
  private final AtomicInteger others = new AtomicInteger();
  private final KafkaProducer<String, String> producer;

  Kafka(String port) throws Exception {
    servers = "127.0.0.1:" + port;
    make(TOPIC);
    make(ELSEWHERE);
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

  private void make(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  @Override
  public String call(String what) throws Exception {
    if (what.equals("flaky")) {
      return sendBeforeItCan();
    }
    if (what.equals("elsewhere")) {
      return send(ELSEWHERE, NO_SUCH_PARTITION);
    }
    return send(TOPIC, what.equals("fail") ? NO_SUCH_PARTITION : null);
  }

  private String send(String topic, Integer partition) throws Exception {
    RecordMetadata sent = producer.send(new ProducerRecord<>(topic, partition, null, "text")).get();
    return sent.hasOffset() ? "acknowledged" : "sent";
  }

  /** To a partition that is made later than a send waits for it. */
  private String sendBeforeItCan() throws Exception {
    String topic = TOPIC + "-" + others.incrementAndGet();
    make(topic);
    Thread later = new Thread(() -> makePartition(topic), "partition");
    later.start();
    try {
      return send(topic, NO_SUCH_PARTITION);
    } finally {
      later.join();
    }
  }

  private void makePartition(String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      Thread.sleep(2 * MAX_BLOCK_MILLIS);
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
