package dev.retrofuse.waist;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * How entries of Redis streams tell what they are: by methods of a class that is in another package
 * in each of Jedis' lines, and another one in Lettuce.
 */
final class RetrofuseEntry {
  private final Method fields;
  private final Method stream;

  private RetrofuseEntry(Method fields, Method stream) {
    this.fields = fields;
    this.stream = stream;
  }

  /** Of the class of that one; null where it is no entry. */
  static RetrofuseEntry of(Object entry) {
    Method ofJedis = method(entry, "getFields");
    Method fields = ofJedis == null ? method(entry, "getBody") : ofJedis;
    return fields == null ? null : new RetrofuseEntry(fields, method(entry, "getStream"));
  }

  private static Method method(Object entry, String name) {
    try {
      return entry.getClass().getMethod(name);
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  /**
   * What the trace is read from.
   *
   * @param of the stream's name as text or bytes, where entries do not tell it
   * @return for {@link RetrofuseTrace#begin}; null for an entry without fields, as one that was
   *     deleted
   */
  Object[] values(Object of, Object entry) {
    Object own = told(fields, entry);
    if (!(own instanceof Map)) {
      return null;
    }
    Object name = stream == null ? of : told(stream, entry);
    Object[] values = RetrofuseTrace.fieldsOf("redis", RetrofuseStreams.text(name));
    for (int i = 0; i < values.length; i++) {
      values[i] = value((Map<?, ?>) own, (String) values[i]);
    }
    return values;
  }

  /** The name of its stream; null where it does not tell. */
  Object stream(Object entry) {
    return stream == null ? null : told(stream, entry);
  }

  private static Object told(Method method, Object entry) {
    try {
      return method.invoke(entry);
    } catch (IllegalAccessException hidden) {
      return null;
    } catch (InvocationTargetException failed) {
      return null;
    }
  }

  private static Object value(Map<?, ?> fields, String name) {
    for (Map.Entry<?, ?> each : fields.entrySet()) {
      if (name.equals(RetrofuseStreams.text(each.getKey()))) {
        return each.getValue();
      }
    }
    return null;
  }
}
