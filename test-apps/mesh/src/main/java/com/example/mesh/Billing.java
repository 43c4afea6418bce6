package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import javax.jms.JMSException;
import javax.jms.MessageProducer;
import javax.jms.Session;
import org.apache.log4j.Logger;

/** Gets orders by RabbitMQ and sends them by JMS. */
final class Billing {
  private static final Logger LOG = Logger.getLogger(Billing.class);

  private Billing() {}

  static void start() throws Exception {
    Session session = Topic.session();
    MessageProducer producer = Topic.producer(session);
    Exchange.follow(
        (tag, message) -> take(new String(message.getBody(), UTF_8), session, producer));
  }

  private static void take(String order, Session session, MessageProducer producer)
      throws IOException {
    LOG.info("order " + order);
    try {
      producer.send(session.createTextMessage(order));
    } catch (JMSException e) {
      throw new IOException(e);
    }
  }
}
