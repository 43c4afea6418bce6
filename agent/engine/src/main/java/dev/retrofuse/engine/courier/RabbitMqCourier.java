package dev.retrofuse.engine.courier;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * RabbitMQ: a message is channel, exchange, routing key, mandatory, immediate, properties and body.
 * Its properties are kept as AMQP writes them, by the library itself.
 */
final class RabbitMqCourier extends Courier {
  static final String SYSTEM = "rabbitmq";
  static final String CLIENT = "com.rabbitmq.client.";
  private static final String RECOVERING_CHANNEL = CLIENT + "impl.recovery.AutorecoveringChannel";
  private static final String CONNECTION = CLIENT + "impl.AMQConnection";
  private static final Class<?>[] FRAME = {int.class, long.class};

  @Override
  Letter write(Object[] message) throws Exception {
    if (Boolean.TRUE.equals(message[4])) {
      throw new UnsuitableException("it asks for immediate delivery");
    }
    String exchange = message[1] == null ? "" : (String) message[1];
    String routingKey = message[2] == null ? "" : (String) message[2];
    byte[] body = body(message[6]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 200);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(exchange);
    out.writeUTF(routingKey);
    out.writeBoolean((Boolean) message[3]);
    byte[] properties = message[5] == null ? new byte[0] : header(message[5], body.length);
    out.writeInt(properties.length);
    out.write(properties);
    out.write(body);
    String target = target(connection(message[0]));
    return new Letter(
        SYSTEM, target, exchange.isEmpty() ? routingKey : exchange, bytes.toByteArray());
  }

  private static byte[] body(Object body) {
    if (body == null) {
      return new byte[0];
    }
    if (body instanceof ByteBuffer) {
      ByteBuffer left = ((ByteBuffer) body).duplicate();
      byte[] bytes = new byte[left.remaining()];
      left.get(bytes);
      return bytes;
    }
    return (byte[]) body;
  }

  /** The payload of a content header frame. */
  private static byte[] header(Object properties, int bodySize) throws Exception {
    Class<?> type = Reflection.superclass(properties, CLIENT + "impl.AMQContentHeader");
    Object frame = Reflection.call(type, properties, "toFrame", FRAME, 1, (long) bodySize);
    return (byte[]) Reflection.get(frame.getClass(), frame, "getPayload");
  }

  /** A closed channel says no before it writes anything. */
  @Override
  boolean isUnsent(Object channel, Throwable thrown) {
    return thrown.getClass().getName().equals(CLIENT + "AlreadyClosedException");
  }

  /**
   * Only a channel that recovers is there again, and only after its connection was lost. Where it
   * has confirms, the number that the application expects for the message would be another's.
   */
  @Override
  boolean isRepeatable(Object channel, Throwable thrown) throws Exception {
    Class<?> type = Reflection.superclass(channel, RECOVERING_CHANNEL);
    return type != null && !isNumberedOrUndoable(type, channel) && isOfLostConnection(type, thrown);
  }

  private static boolean isOfLostConnection(Class<?> type, Throwable thrown) throws Exception {
    if (!Reflection.isA(thrown, CLIENT + "ShutdownSignalException")) {
      return thrown instanceof IOException;
    }
    Class<?> signal = Reflection.beside(type, CLIENT + "ShutdownSignalException");
    return Boolean.TRUE.equals(Reflection.get(signal, thrown, "isHardError"))
        && Boolean.FALSE.equals(Reflection.get(signal, thrown, "isInitiatedByApplication"));
  }

  private static boolean isNumberedOrUndoable(Class<?> type, Object channel) throws Exception {
    return Boolean.TRUE.equals(Reflection.field(type, channel, "usesPublisherConfirms"))
        || Boolean.TRUE.equals(Reflection.field(type, channel, "usesTransactions"));
  }

  // Such as a message that is too large, or says that it is from another user.
  @Override
  boolean isHopeless(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage());
    return Reflection.isA(thrown, CLIENT + "ShutdownSignalException")
        && text.contains("PRECONDITION_FAILED");
  }

  @Override
  Object connection(Object channel) throws Exception {
    Class<?> recovering = Reflection.superclass(channel, RECOVERING_CHANNEL);
    Object now = recovering == null ? channel : Reflection.get(recovering, channel, "getDelegate");
    return Reflection.get(now.getClass(), now, "getConnection");
  }

  @Override
  String target(Object connection) throws Exception {
    Class<?> type = Reflection.superclass(connection, CONNECTION);
    InetAddress address = (InetAddress) Reflection.get(type, connection, "getAddress");
    Object port = Reflection.get(type, connection, "getPort");
    return host(address) + ":" + port + "/" + Reflection.field(type, connection, "_virtualHost");
  }

  /** The name that the application gave, if any, without asking anybody. */
  private static String host(InetAddress address) {
    String text = address.toString();
    int slash = text.indexOf('/');
    return slash > 0 ? text.substring(0, slash) : text.substring(slash + 1);
  }

  @Override
  Line open(Object connection) throws Exception {
    Class<?> type = Reflection.superclass(connection, CONNECTION);
    boolean open = (Boolean) Reflection.get(type, connection, "isOpen");
    Object channel = open ? Reflection.get(type, connection, "createChannel") : null;
    return channel == null
        ? null
        : new RabbitMqLine(Reflection.beside(type, CLIENT + "Channel"), channel);
  }
}
