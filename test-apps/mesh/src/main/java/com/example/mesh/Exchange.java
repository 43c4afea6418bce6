package com.example.mesh;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The mesh's exchange of RabbitMQ, which is gone with its last queue. */
final class Exchange {
  private Exchange() {}

  static Channel channel() throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    Channel channel = factory.newConnection().createChannel();
    channel.exchangeDeclare(Settings.NAME, "fanout", false, true, null);
    return channel;
  }

  /** All messages from now on, by a queue of one's own. */
  static void follow(DeliverCallback to) throws IOException, TimeoutException {
    Channel channel = channel();
    String queue = channel.queueDeclare().getQueue();
    channel.queueBind(queue, Settings.NAME, "");
    channel.basicConsume(queue, true, to, tag -> {});
  }
}
