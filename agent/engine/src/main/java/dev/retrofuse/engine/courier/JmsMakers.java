package dev.retrofuse.engine.courier;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which factory made a connection of the application, and as whom. Holds both weakly. */
final class JmsMakers {
  // Of each part of a URL such as failover:(tcp://user@host:1,tcp://other:2)?more.
  private static final Pattern HOST = Pattern.compile("//(?:[^@/?,()]*@)?([^/?,()&#]+)");
  private static final String[] URLS = {"getBrokerURL", "toURI", "getRemoteURI"};

  private final Map<Object, WeakReference<Object>> factories = new WeakHashMap<>();

  /** User and password of a factory's last connection; null where it has its own. */
  private final Map<Object, String[]> users = new WeakHashMap<>();

  /** Of factories: to ask some of them costs more than a send. */
  private final Map<Object, String> targets = new WeakHashMap<>();

  synchronized void made(Object connection, Object factory, String user, String password) {
    factories.put(connection, new WeakReference<>(factory));
    users.put(factory, user == null ? null : new String[] {user, password});
  }

  /** The factory of a connection, which Artemis tells of those made before the agent came, too. */
  Object factory(Object connection) throws Exception {
    Object factory = known(connection);
    if (factory == null) {
      factory = JmsApi.of(connection).held(connection, "ConnectionFactory");
      if (factory == null) {
        throw new UnsuitableException("it is not known who made its connection");
      }
      made(connection, factory, text(connection, "username"), text(connection, "password"));
    }
    return factory;
  }

  private synchronized Object known(Object connection) {
    WeakReference<Object> known = factories.get(connection);
    return known == null ? null : known.get();
  }

  private static String text(Object connection, String field) throws Exception {
    Object text = null;
    for (Class<?> type = connection.getClass(); type != null; type = type.getSuperclass()) {
      text = text == null ? Reflection.field(type, connection, field) : text;
    }
    return (String) text;
  }

  /** A connection like the application's. */
  Object connect(Object factory) throws Exception {
    Class<?> type = JmsApi.of(factory).type("ConnectionFactory");
    String[] user;
    synchronized (this) {
      user = users.get(factory);
    }
    if (user == null) {
      return Reflection.get(type, factory, "createConnection");
    }
    Class<?>[] types = {String.class, String.class};
    return Reflection.call(type, factory, "createConnection", types, (Object[]) user);
  }

  /** As {@link #target}, which is asked once. */
  synchronized String targetOf(Object factory) throws Exception {
    String target = targets.get(factory);
    if (target == null) {
      target = target(factory);
      targets.put(factory, target);
    }
    return target;
  }

  /**
   * Where the connections of a factory lead to.
   *
   * @throws UnsuitableException when it does not say so
   */
  static String target(Object factory) throws Exception {
    TreeSet<String> hosts = new TreeSet<>();
    Matcher found = HOST.matcher(url(factory));
    while (found.find()) {
      hosts.add(found.group(1));
    }
    if (hosts.isEmpty()) {
      throw new UnsuitableException("its connection does not say where it leads to");
    }
    return String.join(",", hosts);
  }

  private static String url(Object factory) throws Exception {
    for (String getter : URLS) {
      try {
        return String.valueOf(Reflection.get(factory.getClass(), factory, getter));
      } catch (NoSuchMethodException another) {
        // The next one.
      }
    }
    return "";
  }
}
