package com.example.caller;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of one partition. */
final class KafkaNumbers implements Numbers.Broker {
  private final Map<String, Object> servers;
  private final KafkaProducer<String, String> producer;
  private final Map<String, KafkaConsumer<String, String>> consumers = new HashMap<>();
  private final Queue<String> read = new ArrayDeque<>();

  KafkaNumbers(String port, String... topics) throws Exception {
    servers = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    try (Admin admin = Admin.create(servers)) {
      for (String topic : topics) {
        if (!admin.listTopics().names().get().contains(topic)) {
          admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
      }
    }
    Map<String, Object> settings = new HashMap<>(servers);
    settings.put("max.block.ms", 1_000);
    settings.put("request.timeout.ms", 1_000);
    settings.put("delivery.timeout.ms", 1_000);
    settings.put("linger.ms", 0);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void send(String topic, String text) throws Exception {
    producer.send(new ProducerRecord<>(topic, text)).get();
  }

  @Override
  public String read(String topic) {
    KafkaConsumer<String, String> consumer = consumers.computeIfAbsent(topic, this::open);
    while (read.isEmpty()) {
      for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
        read.add(each.value());
      }
    }
    return read.remove();
  }

  private KafkaConsumer<String, String> open(String topic) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(servers, new StringDeserializer(), new StringDeserializer());
    List<TopicPartition> all = List.of(new TopicPartition(topic, 0));
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return consumer;
  }

  @Override
  public void remove(String... topics) {
    // They go with the broker.
  }
}
