package dev.retrofuse.waist;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads of Redis streams. A thread whose read brought one entry works for the entry's context until
 * it reads again; of several, where the rules ask for fields, for the one that it is given by an
 * iteration over their list.
 */
public final class RetrofuseReads {
  /** Stands for whatever connection is read from. */
  private static final Object READS = RetrofuseReads.class;

  private RetrofuseReads() {}

  /** A thread is about to read: what its last read began is over. */
  public static void begin() {
    RetrofuseTrace.messagesEnd();
    RetrofuseMessages.pollsOf(READS);
  }

  /**
   * A thread has read from Jedis.
   *
   * @param read streams with their lists of entries, as a map or a list of map entries, in which
   *     the lists are replaced; anything else is left alone
   */
  @SuppressWarnings("unchecked")
  public static void read(Object read) {
    if (RetrofuseTrace.hook == null) {
      return;
    }
    Object stream = only(read instanceof Map ? ((Map<?, ?>) read).entrySet() : read);
    Object entry = stream instanceof Map.Entry ? only(((Map.Entry<?, ?>) stream).getValue()) : null;
    if (entry != null) {
      message(((Map.Entry<?, ?>) stream).getKey(), entry);
    } else if (read instanceof HashMap) {
      replaceIn((Map<Object, Object>) read);
    } else if (isPlain(read)) {
      replaceIn((List<Object>) read);
    }
  }

  /**
   * A thread has read from Lettuce.
   *
   * @param read entries that tell their streams; anything else is left alone
   * @return what to give to the application instead
   */
  public static Object entries(Object read) {
    if (RetrofuseTrace.hook == null) {
      return read;
    }
    Object entry = only(read);
    if (entry == null) {
      return several(null, read);
    }
    message(null, entry);
    return read;
  }

  /** An iteration gives out that entry. */
  static void next(Object iteration, RetrofuseEntry kind, Object stream, Object entry) {
    if (RetrofuseTrace.hook != null) {
      RetrofuseMessages.nextOf(READS, iteration, kind.values(stream, entry));
    }
  }

  private static void message(Object stream, Object entry) {
    RetrofuseEntry kind = RetrofuseEntry.of(entry);
    Object[] values = kind == null ? null : kind.values(stream, entry);
    if (values != null) {
      RetrofuseTrace.message(values);
    }
  }

  private static void replaceIn(Map<Object, Object> streams) {
    for (Map.Entry<Object, Object> each : streams.entrySet()) {
      Object list = several(each.getKey(), each.getValue());
      if (list != each.getValue()) {
        each.setValue(list);
      }
    }
  }

  private static void replaceIn(List<Object> streams) {
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i) instanceof Map.Entry) {
        Map.Entry<?, ?> each = (Map.Entry<?, ?>) streams.get(i);
        Object list = several(each.getKey(), each.getValue());
        if (list != each.getValue()) {
          streams.set(i, with(each, list));
        }
      }
    }
  }

  /** A list that brings the context of each of them; the same where that is not asked for. */
  private static Object several(Object stream, Object entries) {
    if (!isPlain(entries) || ((List<?>) entries).isEmpty()) {
      return entries;
    }
    Object first = ((List<?>) entries).get(0);
    RetrofuseEntry kind = first == null ? null : RetrofuseEntry.of(first);
    if (kind == null) {
      return entries;
    }
    String name = RetrofuseStreams.text(stream == null ? kind.stream(first) : stream);
    return RetrofuseTrace.asksForFields(RetrofuseMessaging.send("redis", name))
        ? new RetrofuseEntries((List<?>) entries, kind, stream)
        : entries;
  }

  /** A map entry of the same class with that value; itself where it has no way to be made. */
  private static Object with(Map.Entry<?, ?> entry, Object value) {
    try {
      return entry
          .getClass()
          .getConstructor(Object.class, Object.class)
          .newInstance(entry.getKey(), value);
    } catch (ReflectiveOperationException other) {
      return entry;
    }
  }

  /** Whoever gives out another kind of list may look at its class, or change it later. */
  private static boolean isPlain(Object list) {
    return list != null && list.getClass() == ArrayList.class;
  }

  private static Object only(Object collection) {
    boolean one = collection instanceof Collection && ((Collection<?>) collection).size() == 1;
    return one ? ((Collection<?>) collection).iterator().next() : null;
  }
}
