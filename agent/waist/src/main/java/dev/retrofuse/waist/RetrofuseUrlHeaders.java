package dev.retrofuse.waist;

import java.lang.reflect.Method;

/** The JDK's own list of headers. It is public, but only to classes of java.base, as this is. */
final class RetrofuseUrlHeaders {
  private static final Method RESET = method("reset");
  private static final Method ADD = method("add", String.class, String.class);

  private static final Method FIND = method("findValue", String.class);

  private RetrofuseUrlHeaders() {}

  private static Method method(String name, Class<?>... parameters) {
    try {
      Class<?> type = Class.forName("sun.net.www.MessageHeader", false, null);
      type.getMethod("reset").invoke(type.getConstructor().newInstance());
      return type.getMethod(name, parameters);
    } catch (ReflectiveOperationException hidden) {
      return null;
    } catch (LinkageError hidden) {
      return null;
    }
  }

  /** Whether such lists can be written at all. */
  static boolean canBeWritten() {
    return RESET != null && ADD != null;
  }

  static boolean canBeCleared(Object headers) {
    return RESET != null && RESET.getDeclaringClass().isInstance(headers);
  }

  static void clear(Object headers) {
    call(RESET, headers);
  }

  /**
   * Adds a field at the end.
   *
   * @param name null for the status line
   */
  static void add(Object headers, String name, String value) {
    call(ADD, headers, name, value);
  }

  /** Whether there is a field of that name, in any case; true where that cannot be known. */
  static boolean has(Object headers, String name) {
    return FIND == null || headers == null || call(FIND, headers, name) != null;
  }

  private static Object call(Method method, Object headers, Object... arguments) {
    try {
      return method.invoke(headers, arguments);
    } catch (ReflectiveOperationException fault) {
      RetrofuseAgent.fault(fault, "http-url-connection");
      return null;
    }
  }
}
