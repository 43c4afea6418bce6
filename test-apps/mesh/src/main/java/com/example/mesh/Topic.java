package com.example.mesh;

import javax.jms.JMSException;
import javax.jms.MessageListener;
import javax.jms.MessageProducer;
import javax.jms.Session;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The mesh's topic of JMS. */
final class Topic {
  private Topic() {}

  /** In this JVM; for all who are told where. */
  static void startBroker() throws Exception {
    new EmbeddedActiveMQ()
        .setConfiguration(
            new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("mesh", Settings.ARTEMIS))
        .start();
  }

  static Session session() throws JMSException {
    javax.jms.Connection connection =
        new ActiveMQConnectionFactory(Settings.ARTEMIS).createConnection();
    connection.start();
    return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
  }

  static MessageProducer producer(Session session) throws JMSException {
    return session.createProducer(session.createTopic(Settings.NAME));
  }

  /** All messages from now on. */
  static void follow(MessageListener to) throws JMSException {
    Session session = session();
    session.createConsumer(session.createTopic(Settings.NAME)).setMessageListener(to);
  }
}
