package com.example.mesh;

import io.nats.client.Connection;
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
    Connection nats = Subject.connection();
    Topic.follow(message -> take(message, nats));
  }

  private static void take(Message message, Connection nats) {
    try {
      String order = ((TextMessage) message).getText();
      LOG.info("order {}", order);
      Subject.publish(nats, order);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
