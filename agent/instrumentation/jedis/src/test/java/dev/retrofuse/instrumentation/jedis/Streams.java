package dev.retrofuse.instrumentation.jedis;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** What each line of Jedis has under another signature, found by reflection. */
final class Streams {
  private Streams() {}

  /** Reads the entries behind that one, as each version does. */
  static List<Entry> read(Jedis jedis, String key, StreamEntryID after, int count, int millis)
      throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (List<?> each : lists(jedis, key, after, count, millis)) {
      for (Object entry : each) {
        entries.add(new Entry(entry));
      }
    }
    return entries;
  }

  /** The same, as Jedis returned it: the list of each stream. */
  static List<List<?>> lists(Jedis jedis, String key, StreamEntryID after, int count, int millis)
      throws Exception {
    Object read;
    if (is3()) {
      Object[] streams = (Object[]) Array.newInstance(Map.Entry.class, 1);
      streams[0] = Map.entry(key, after);
      read =
          Jedis.class
              .getMethod("xread", int.class, long.class, streams.getClass())
              .invoke(jedis, count, (long) millis, streams);
    } else {
      Class<?> type = Class.forName("redis.clients.jedis.params.XReadParams");
      Object parameters = type.getMethod("xReadParams").invoke(null);
      type.getMethod("count", int.class).invoke(parameters, count);
      type.getMethod("block", int.class).invoke(parameters, millis);
      read =
          Jedis.class
              .getMethod("xread", type, Map.class)
              .invoke(jedis, parameters, Map.of(key, after));
    }
    return lists((List<?>) read);
  }

  static boolean is3() {
    return System.getProperty("jedis.version", "3").startsWith("3");
  }

  private static List<List<?>> lists(List<?> read) {
    List<List<?>> lists = new ArrayList<>();
    for (Object stream : read == null ? List.of() : read) {
      lists.add((List<?>) ((Map.Entry<?, ?>) stream).getValue());
    }
    return lists;
  }

  /** Publishes, whatever a version's method returns. */
  static long publish(Object client, String channel, String text) throws Exception {
    return (long) call(client, "publish", channel, text);
  }

  /** Calls the method of that name whose parameters the arguments fit. */
  static Object call(Object client, String name, Object... arguments) throws Exception {
    for (Method each : client.getClass().getMethods()) {
      if (each.getName().equals(name) && fits(each.getParameterTypes(), arguments)) {
        try {
          return each.invoke(client, arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    boolean fits = types.length == arguments.length;
    for (int i = 0; fits && i < types.length; i++) {
      fits = types[i].isInstance(arguments[i]);
    }
    return fits;
  }

  /** One entry. */
  static final class Entry {
    final StreamEntryID id;
    final Map<String, String> fields;

    @SuppressWarnings("unchecked")
    Entry(Object entry) throws ReflectiveOperationException {
      id = (StreamEntryID) entry.getClass().getMethod("getID").invoke(entry);
      fields = (Map<String, String>) entry.getClass().getMethod("getFields").invoke(entry);
    }
  }
}
