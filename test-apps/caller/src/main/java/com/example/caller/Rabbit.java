package com.example.caller;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Map;

/** Publishes to RabbitMQ, and waits for the confirm. */
final class Rabbit implements Client {
  /** More than the buffers of the sockets between here and the broker hold. */
  private static final int BIG = 16 << 20;

  private final ConnectionFactory factory = new ConnectionFactory();
  private final Connection connection;
  private final Pool<Channel> pool;
  private final String queue;

  Rabbit(String port) throws Exception {
    factory.setHost("127.0.0.1");
    factory.setPort(Integer.parseInt(port));
    factory.setNetworkRecoveryInterval(100);
    connection = factory.newConnection();
    // Gone with the connection; keeps one message only.
    Map<String, Object> one = Map.of("x-max-length", 1);
    queue = connection.createChannel().queueDeclare("", false, true, true, one).getQueue();
    pool = new Pool<>(this::open);
  }

  private Channel open() throws IOException {
    Channel channel = connection.createChannel();
    channel.confirmSelect();
    return channel;
  }

  @Override
  public String call(String what) throws Exception {
    if (what.equals("fail")) {
      return publish(closedByBroker(), 1);
    }
    if (what.equals("elsewhere")) {
      closedByBroker().basicPublish("amq.fanout", "", null, new byte[1]);
    }
    if (what.equals("flaky")) {
      return publishWhileLost();
    }
    Channel channel = pool.take();
    try {
      return publish(channel, what.equals("big") ? BIG : 1);
    } finally {
      pool.giveBack(channel);
    }
  }

  private String publish(Channel channel, int bytes) throws Exception {
    long before = channel.getNextPublishSeqNo();
    channel.basicPublish("", queue, null, new byte[bytes]);
    channel.waitForConfirms();
    return channel.getNextPublishSeqNo() > before ? "confirmed" : "sent";
  }

  /** On a connection that the broker ends, as it takes nothing that is immediate. */
  private String publishWhileLost() throws Exception {
    Connection lost = factory.newConnection();
    try {
      Channel channel = lost.createChannel();
      channel.basicPublish("", queue, false, true, null, new byte[1]);
      while (channel.isOpen()) {
        Thread.sleep(1);
      }
      channel.basicPublish("", queue, null, new byte[1]);
      return "published";
    } finally {
      lost.abort(); // it may be closed already
    }
  }

  private Channel closedByBroker() throws IOException {
    Channel channel = open();
    try {
      channel.exchangeDeclarePassive("there is no such exchange");
    } catch (IOException closed) {
      return channel;
    }
    throw new IllegalStateException("there is such an exchange");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
