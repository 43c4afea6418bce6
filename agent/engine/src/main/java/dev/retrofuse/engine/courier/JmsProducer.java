package dev.retrofuse.engine.courier;

/**
 * What a producer of JMS sends with where a send does not say it. One whose connection is lost may
 * no longer tell, but still has it in its fields.
 */
final class JmsProducer {
  private static final String TYPE = "MessageProducer";

  private final JmsApi api;
  private final Object producer;

  JmsProducer(JmsApi api, Object producer) {
    this.api = api;
    this.producer = producer;
  }

  Object destination() throws Exception {
    Object told = told("getDestination");
    Object found = told != null ? told : api.held(producer, "Destination");
    if (found == null) {
      throw new UnsuitableException("its destination is not known");
    }
    return found;
  }

  int deliveryMode() throws Exception {
    return ((Number) setting("DeliveryMode")).intValue();
  }

  int priority() throws Exception {
    return ((Number) setting("Priority")).intValue();
  }

  long timeToLive() throws Exception {
    return ((Number) setting("TimeToLive")).longValue();
  }

  private Object setting(String name) throws Exception {
    Object found = told("get" + name);
    Class<?> type = producer.getClass();
    for (; type != null && found == null; type = type.getSuperclass()) {
      found = Reflection.field(type, producer, "default" + name);
    }
    if (!(found instanceof Number)) {
      throw new UnsuitableException("its producer is closed");
    }
    return found;
  }

  private Object told(String getter) throws Exception {
    try {
      return api.get(TYPE, producer, getter);
    } catch (Exception closed) {
      if (api.type("IllegalStateException").isInstance(closed)) {
        return null;
      }
      throw closed;
    }
  }

  /** Whether what it sends is to be delivered later; unknown before JMS 2.0, which has no such. */
  boolean delays() throws Exception {
    try {
      Object delay = told("getDeliveryDelay");
      return delay != null && (Long) delay > 0;
    } catch (NoSuchMethodException | AbstractMethodError before2) {
      return false;
    }
  }
}
