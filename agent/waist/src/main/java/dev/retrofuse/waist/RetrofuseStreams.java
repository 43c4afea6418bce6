package dev.retrofuse.waist;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** Entries of Redis streams, which tell a trace in fields beside the application's own. */
public final class RetrofuseStreams {
  private RetrofuseStreams() {}

  /**
   * The fields to add to a stream: the application's, and behind them those of the trace. Its map
   * is never changed.
   *
   * @param guard of the call; null for none
   * @param own by names that are texts or bytes
   */
  public static Map<?, ?> fields(RetrofuseGuard guard, Map<?, ?> own) {
    RetrofuseContext left =
        own == null || own.isEmpty() ? null : RetrofuseTrace.outboundFields(guard);
    if (left == null) {
      return own;
    }
    for (Object name : own.keySet()) {
      String text = text(name);
      left = text != null && RetrofuseContext.knows(text) ? left.beside(text) : left;
    }
    boolean bytes = own.keySet().iterator().next() instanceof byte[];
    return left.size() == 0 ? own : new RetrofuseFields(own, left, bytes);
  }

  /**
   * What of a context is left to write beside the arguments of a command.
   *
   * @param arguments as Redis reads them
   */
  public static RetrofuseContext left(RetrofuseContext context, String arguments) {
    RetrofuseContext left = context;
    for (int i = 0; i < context.size(); i++) {
      boolean there = arguments.contains("\r\n" + context.name(i) + "\r\n");
      left = there ? left.beside(context.name(i)) : left;
    }
    return left;
  }

  /** The name of a stream or channel, given as text or bytes; null where it is neither. */
  public static String text(Object name) {
    return name instanceof byte[]
        ? new String((byte[]) name, StandardCharsets.UTF_8)
        : name instanceof String ? (String) name : null;
  }

  /**
   * A thread has read: when that brought one entry, it works for the entry's context until it reads
   * again. Of several, nobody can tell which one it works on.
   *
   * @param read streams with their entries, as a map or a list of map entries; anything else has
   *     none
   */
  public static void read(Object read) {
    if (RetrofuseTrace.hook == null) {
      return;
    }
    Object stream = only(read instanceof Map ? ((Map<?, ?>) read).entrySet() : read);
    if (stream instanceof Map.Entry) {
      Object entry = only(((Map.Entry<?, ?>) stream).getValue());
      if (entry != null) {
        message(((Map.Entry<?, ?>) stream).getKey(), fieldsOf(entry));
      }
    }
  }

  /** The same for an entry that was the only one. */
  public static void message(Object stream, Map<?, ?> fields) {
    if (fields == null) {
      return;
    }
    Object[] values = RetrofuseTrace.fieldsOf("redis", text(stream));
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields, (String) values[i]);
    }
    RetrofuseTrace.message(values);
  }

  private static Object value(Map<?, ?> fields, String name) {
    for (Map.Entry<?, ?> each : fields.entrySet()) {
      if (name.equals(text(each.getKey()))) {
        return each.getValue();
      }
    }
    return null;
  }

  private static Object only(Object collection) {
    boolean one = collection instanceof Collection && ((Collection<?>) collection).size() == 1;
    return one ? ((Collection<?>) collection).iterator().next() : null;
  }

  /** Of a class that is in another package in each of Jedis' lines. */
  private static Map<?, ?> fieldsOf(Object entry) {
    try {
      return (Map<?, ?>) entry.getClass().getMethod("getFields").invoke(entry);
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | ClassCastException unknown) {
      return null;
    }
  }
}
