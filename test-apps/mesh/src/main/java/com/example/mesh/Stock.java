package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Polls orders from Kafka and publishes them by RabbitMQ. */
final class Stock {
  private static final Logger LOG = LogManager.getLogger(Stock.class);

  private Stock() {}

  static void start() throws Exception {
    Channel channel = Exchange.channel();
    KafkaTopic.follow("stock", record -> take(record, channel));
  }

  private static void take(ConsumerRecord<String, String> record, Channel channel) {
    LOG.info("order {}", record.value());
    try {
      channel.basicPublish(Settings.NAME, "", null, record.value().getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
