package dev.retrofuse.engine.courier;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** A channel of the application's connection, with publisher confirms. */
final class RabbitMqLine extends Line {
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final Class<?> type;
  private final Object channel;
  private final Class<?> properties;
  private final Method publish;

  RabbitMqLine(Class<?> type, Object channel) throws Exception {
    this.type = type;
    this.channel = channel;
    properties = Reflection.beside(type, RabbitMqCourier.CLIENT + "AMQP$BasicProperties");
    publish =
        type.getMethod(
            "basicPublish",
            String.class,
            String.class,
            boolean.class,
            boolean.class,
            properties,
            byte[].class);
    Reflection.get(type, channel, "confirmSelect");
  }

  /** All or none: confirms tell apart which, but one lost connection loses them all. */
  @Override
  public Throwable[] deliver(List<Letter> letters) throws Exception {
    for (Letter letter : letters) {
      publish(letter);
    }
    Class<?>[] time = {long.class};
    Object all = Reflection.call(type, channel, "waitForConfirms", time, LONGEST_WAIT_MILLIS);
    if (!Boolean.TRUE.equals(all)) {
      throw new IOException("the broker refused a message");
    }
    return new Throwable[letters.size()];
  }

  private void publish(Letter letter) throws Exception {
    DataInputStream in = letter.content();
    String exchange = in.readUTF();
    String routingKey = in.readUTF();
    boolean mandatory = in.readBoolean();
    byte[] header = new byte[in.readInt()];
    in.readFully(header);
    byte[] body = new byte[in.available()];
    in.readFully(body);
    try {
      publish.invoke(channel, exchange, routingKey, mandatory, false, properties(header), body);
    } catch (InvocationTargetException e) {
      throw Reflection.unwrapped(e);
    }
  }

  private Object properties(byte[] header) throws Exception {
    if (header.length == 0) {
      return null;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(header));
    in.readShort(); // the class id, which is that of basic
    return properties.getConstructor(DataInputStream.class).newInstance(in);
  }

  @Override
  public void close() {
    try {
      Reflection.get(type, channel, "abort");
    } catch (Exception e) {
      // It is closed with its connection.
    }
  }
}
