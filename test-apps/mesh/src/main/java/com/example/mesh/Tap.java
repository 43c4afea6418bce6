package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.TextMessage;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The broker of JMS, and of each topic a consumer of its own: prints {@code kafka 3 HEADERS} for
 * the order 3, likewise {@code rabbitmq}, {@code jms}, {@code nats} and {@code database}.
 */
final class Tap {
  private Tap() {}

  static void start() throws Exception {
    artemis();
    KafkaTopic.follow("tap", m -> tell("kafka", m.value(), kafkaHeaders(m.headers())));
    Exchange.follow(
        (tag, m) -> tell("rabbitmq", new String(m.getBody(), UTF_8), m.getProperties()));
    Topic.follow(Tap::jms);
    Connection nats = Nats.connect(Settings.NATS);
    nats.createDispatcher(m -> tell("nats", new String(m.getData(), UTF_8), natsHeaders(m)))
        .subscribe(Settings.NAME);
    nats.flush(Duration.ofSeconds(10));
    Table.follow((order, statement) -> tell("database", order, statement));
  }

  private static void artemis() throws Exception {
    new EmbeddedActiveMQ()
        .setConfiguration(
            new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", Settings.ARTEMIS + "?protocols=CORE"))
        .start();
  }

  private static String kafkaHeaders(Headers headers) {
    List<String> texts = new ArrayList<>();
    for (Header header : headers) {
      texts.add(header.key() + "=" + new String(header.value(), UTF_8));
    }
    return texts.toString();
  }

  private static String natsHeaders(io.nats.client.Message message) {
    return message.hasHeaders() ? message.getHeaders().entrySet().toString() : "[]";
  }

  private static void jms(Message message) {
    List<String> texts = new ArrayList<>();
    try {
      for (Enumeration<?> e = message.getPropertyNames(); e.hasMoreElements(); ) {
        String name = (String) e.nextElement();
        texts.add(name + "=" + message.getObjectProperty(name));
      }
      tell("jms", ((TextMessage) message).getText(), texts);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void tell(String where, String order, Object headers) {
    System.out.println(where + " " + order + " " + String.valueOf(headers).replace('\n', ' '));
  }
}
