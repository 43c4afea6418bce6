package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Nats;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.TextMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets orders by JMS and publishes them by NATS. */
final class Shipping {
  private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);

  private Shipping() {}

  static void start() throws Exception {
    Connection nats = Nats.connect(Settings.NATS);
    Topic.follow(message -> take(message, nats));
  }

  private static void take(Message message, Connection nats) {
    try {
      String order = ((TextMessage) message).getText();
      LOG.info("order {}", order);
      nats.publish(Settings.NAME, order.getBytes(UTF_8));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
