package com.example.caller;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;

/** Durable queues. */
final class RabbitNumbers implements Numbers.Broker {
  private final Channel channel;

  RabbitNumbers(String port, String... queues) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(Integer.parseInt(port));
    Connection connection = factory.newConnection();
    channel = connection.createChannel();
    for (String queue : queues) {
      channel.queueDeclare(queue, true, false, false, null);
    }
    channel.confirmSelect();
  }

  @Override
  public void send(String queue, String text) throws Exception {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    long before = channel.getNextPublishSeqNo();
    channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, body);
    if (channel.getNextPublishSeqNo() > before) {
      channel.waitForConfirmsOrDie(10_000);
    }
  }

  @Override
  public String read(String queue) throws Exception {
    while (true) {
      GetResponse got = channel.basicGet(queue, true);
      if (got != null) {
        return new String(got.getBody(), StandardCharsets.UTF_8);
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void remove(String... queues) throws Exception {
    for (String queue : queues) {
      channel.queueDelete(queue);
    }
  }
}
