package dev.retrofuse.engine.courier;

import dev.retrofuse.waist.RetrofuseGuard;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The couriers of all libraries, and the application's connections, by which they send. Holds
 * connections weakly, and only some of them.
 */
public final class Couriers {
  private static final int MOST_TARGETS = 100;
  private static final int MOST_EACH = 8;

  private final Map<String, Courier> bySystem = new ConcurrentHashMap<>();
  private final Map<String, List<WeakReference<Object>>> connections = new HashMap<>();

  private final Set<Object> undoable =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<Object, Boolean>()));

  /** Made when the first message asks for it; null for a system whose messages are not kept. */
  private Courier courier(String system) {
    Courier known = bySystem.get(system);
    if (known != null) {
      return known;
    }
    Courier made = make(system);
    Courier first = made == null ? null : bySystem.putIfAbsent(system, made);
    return first == null ? made : first;
  }

  /** In place of the one that would be made. */
  void put(String system, Courier courier) {
    bySystem.put(system, courier);
  }

  private static Courier make(String system) {
    switch (system) {
      case KafkaCourier.SYSTEM:
        return new KafkaCourier();
      case RabbitMqCourier.SYSTEM:
        return new RabbitMqCourier();
      case JmsCourier.SYSTEM:
        return new JmsCourier();
      case NatsCourier.SYSTEM:
        return new NatsCourier();
      default:
        return null;
    }
  }

  /**
   * A message as a letter.
   *
   * @param refused whether it was not sent
   * @param thrown what a send failed with that was made
   * @return null when it may have been sent
   * @throws Exception with the reason when it cannot be sent later
   */
  public Letter write(String system, boolean refused, Throwable thrown, Object[] message)
      throws Exception {
    Courier courier = courier(system);
    if (courier == null) {
      throw new UnsuitableException("messages of " + system + " are not kept");
    }
    if (!refused && !courier.isUnsent(message[0], thrown)) {
      return null;
    }
    if (undoable.contains(message[0])) {
      throw new UnsuitableException("it is part of a transaction");
    }
    Letter letter = courier.write(message);
    add(letter.address(), courier.connection(message[0]));
    return letter;
  }

  /** As {@link dev.retrofuse.waist.RetrofuseMessaging} asks for it. */
  public int nature(String system, Object sender, Throwable thrown) {
    Courier courier = courier(system);
    try {
      if (courier == null || undoable.contains(sender) || !courier.isRepeatable(sender, thrown)) {
        return RetrofuseGuard.ONCE;
      }
    } catch (Exception unknown) {
      return RetrofuseGuard.ONCE;
    }
    return courier.isUnsent(sender, thrown) ? RetrofuseGuard.IDEMPOTENT : RetrofuseGuard.REPEATABLE;
  }

  /** What is sent over this channel may be rolled back. */
  public void transactional(Object channel) {
    undoable.add(channel);
  }

  /** The application has opened a connection. */
  public void opened(String system, Object... way) throws Exception {
    Courier courier = courier(system);
    if (courier != null) {
      Object connection = courier.opened(way);
      add(system + " " + courier.target(connection), connection);
    }
  }

  private synchronized void add(String name, Object connection) {
    List<WeakReference<Object>> known = connections.get(name);
    if (known == null && connections.size() >= MOST_TARGETS) {
      return;
    }
    List<WeakReference<Object>> next = new ArrayList<>();
    next.add(new WeakReference<>(connection));
    for (int i = 0; known != null && i < known.size() && next.size() < MOST_EACH; i++) {
      Object each = known.get(i).get();
      if (each != null && each != connection) {
        next.add(known.get(i));
      }
    }
    connections.put(name, next);
  }

  /**
   * A way to send such a letter.
   *
   * @return null while the application has no connection to its target
   */
  public Line open(Letter letter) throws Exception {
    Courier courier = courier(letter.system());
    for (Object each : to(letter.address())) {
      Line line = courier == null ? null : courier.open(each);
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  private synchronized List<Object> to(String name) {
    List<Object> found = new ArrayList<>();
    List<WeakReference<Object>> known = connections.get(name);
    for (int i = 0; known != null && i < known.size(); i++) {
      Object each = known.get(i).get();
      if (each != null) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      connections.remove(name);
    }
    return found;
  }

  /** Whether a letter that failed so would fail each time. */
  public boolean isHopeless(Letter letter, Throwable thrown) {
    Courier courier = courier(letter.system());
    return courier != null && courier.isHopeless(thrown);
  }
}
