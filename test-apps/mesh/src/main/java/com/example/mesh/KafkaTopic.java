package com.example.mesh;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Whoever consumes the mesh's topic. */
final class KafkaTopic {
  private KafkaTopic() {}

  /** All records of the topic, on a thread of its own. */
  static void follow(String group, Consumer<ConsumerRecord<String, String>> to) {
    follow(group, to, () -> {});
  }

  /** The same, and does that after each poll. */
  static void follow(String group, Consumer<ConsumerRecord<String, String>> to, Runnable after) {
    new Thread(() -> poll(group, to, after), group).start();
  }

  static KafkaProducer<String, String> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", Settings.KAFKA);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static void poll(
      String group, Consumer<ConsumerRecord<String, String>> to, Runnable after) {
    try (KafkaConsumer<String, String> consumer = consumer(group)) {
      consumer.subscribe(Collections.singleton(Settings.NAME));
      while (true) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          to.accept(record);
        }
        after.run();
      }
    }
  }

  private static KafkaConsumer<String, String> consumer(String group) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", Settings.KAFKA);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("metadata.max.age.ms", 500);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }
}
