package dev.retrofuse.engine.courier;

import dev.retrofuse.engine.UtcTime;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;

/**
 * JMS: a message is producer, message, destination, and an array of delivery mode, priority and
 * time to live; the last two are null where they are the producer's.
 */
final class JmsCourier extends Courier {
  static final String SYSTEM = "jms";
  private static final String[] APIS = {"javax.jms.", "jakarta.jms."};
  private static final String FULL =
      "org.apache.activemq.artemis.api.core.ActiveMQAddressFullException";

  private final JmsMakers makers = new JmsMakers();

  @Override
  Letter write(Object[] message) throws Exception {
    Object producer = message[0];
    JmsApi api = JmsApi.of(producer);
    JmsProducer settings = new JmsProducer(api, producer);
    if (isTransacted(producer)) {
      throw new UnsuitableException("it is part of a transaction");
    }
    if (settings.delays()) {
      throw new UnsuitableException("its delivery is to be delayed");
    }
    Object destination = message[2] == null ? settings.destination() : message[2];
    long[] said = (long[]) message[3];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(500);
    DataOutputStream out = new DataOutputStream(bytes);
    JmsMessage form = new JmsMessage(api);
    form.writeDestination(out, destination);
    out.writeInt(said == null ? settings.deliveryMode() : (int) said[0]);
    out.writeInt(said == null ? settings.priority() : (int) said[1]);
    long left = said == null ? settings.timeToLive() : said[2];
    out.writeLong(left == 0 ? 0 : UtcTime.nowMillis() + left);
    form.write(out, message[1]);
    return new Letter(
        SYSTEM, target(connection(producer)), name(api, destination), bytes.toByteArray());
  }

  private static String name(JmsApi api, Object destination) throws Exception {
    boolean queue = api.is(destination, "Queue");
    String getter = queue ? "getQueueName" : "getTopicName";
    return (String) api.get(queue ? "Queue" : "Topic", destination, getter);
  }

  private static boolean isTransacted(Object producer) throws Exception {
    JmsApi api = JmsApi.of(producer);
    Object session = api.held(producer, "Session");
    if (session == null) {
      throw new UnsuitableException("its session is not known");
    }
    try {
      return (Boolean) api.get("Session", session, "getTransacted");
    } catch (Exception e) {
      if (api.type("IllegalStateException").isInstance(e)) {
        return wasTransacted(session);
      }
      throw e;
    }
  }

  /** A session whose connection is lost does not tell, but has it in a field. */
  private static boolean wasTransacted(Object session) throws Exception {
    for (Class<?> type = session.getClass(); type != null; type = type.getSuperclass()) {
      Object mode = Reflection.field(type, session, "transacted", "acknowledgementMode");
      if (mode != null) {
        return mode.equals(true) || mode.equals(JmsLine.SESSION_TRANSACTED);
      }
    }
    throw new UnsuitableException("its session is closed");
  }

  /** The broker says that it has no room for the message. */
  @Override
  boolean isUnsent(Object producer, Throwable thrown) {
    return isA(thrown, "ResourceAllocationException")
        || (thrown.getCause() != null && Reflection.isA(thrown.getCause(), FULL));
  }

  @Override
  boolean isRepeatable(Object producer, Throwable thrown) throws Exception {
    return !isA(thrown, "IllegalStateException")
        && !isA(thrown, "InvalidDestinationException")
        && !isA(thrown, "JMSSecurityException")
        && !isHopeless(thrown)
        && !isTransacted(producer);
  }

  @Override
  boolean isHopeless(Throwable thrown) {
    return isA(thrown, "MessageFormatException") || thrown instanceof UnsuitableException;
  }

  private static boolean isA(Throwable thrown, String name) {
    return Reflection.isA(thrown, APIS[0] + name, APIS[1] + name);
  }

  /** Its factory: a connection that is lost stays so, where its provider does not recover it. */
  @Override
  Object connection(Object producer) throws Exception {
    JmsApi api = JmsApi.of(producer);
    Object session = api.held(producer, "Session");
    Object connection = session == null ? null : api.held(session, "Connection");
    if (connection == null) {
      throw new UnsuitableException("its connection is not known");
    }
    return makers.factory(connection);
  }

  /** Connection, factory, user and password. */
  @Override
  Object opened(Object[] way) {
    makers.made(way[0], way[1], (String) way[2], (String) way[3]);
    return way[1];
  }

  @Override
  String target(Object factory) throws Exception {
    return makers.targetOf(factory);
  }

  @Override
  Line open(Object factory) throws Exception {
    Object own = makers.connect(factory);
    return new JmsLine(JmsApi.of(own), own);
  }
}
