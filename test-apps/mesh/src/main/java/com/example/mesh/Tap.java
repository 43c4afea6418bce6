package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.TextMessage;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The broker of JMS, and of each topic a consumer of its own: prints {@code kafka 3 HEADERS} for
 * the order 3, likewise {@code rabbitmq}, {@code jms}, {@code nats}, {@code redis} and {@code
 * database}.
 */
final class Tap {
  private Tap() {}

  static void start() throws Exception {
    Topic.startBroker();
    KafkaTopic.follow("tap", m -> tell("kafka", m.value(), kafkaHeaders(m.headers())));
    Exchange.follow(
        (tag, m) -> tell("rabbitmq", new String(m.getBody(), UTF_8), m.getProperties()));
    Topic.follow(Tap::jms);
    Subject.follow(m -> tell("nats", Subject.text(m), natsHeaders(m)));
    Stream.follow(e -> tell("redis", e.getFields().get(Stream.ORDER), e.getFields()));
    Runtime.getRuntime().addShutdownHook(new Thread(Stream::drop));
    Table.follow((order, statement) -> tell("database", order, statement));
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
