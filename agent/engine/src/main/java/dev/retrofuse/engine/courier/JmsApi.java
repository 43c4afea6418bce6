package dev.retrofuse.engine.courier;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

/** The interfaces of JMS as one application has them, in {@code javax} or {@code jakarta}. */
final class JmsApi {
  private static final int DEEPEST = 4;

  private final ClassLoader loader;
  private final String prefix;

  private JmsApi(ClassLoader loader, String prefix) {
    this.loader = loader;
    this.prefix = prefix;
  }

  /** That of one of its objects. */
  static JmsApi of(Object object) throws UnsuitableException {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        JmsApi found = of(each);
        if (found != null) {
          return found;
        }
      }
    }
    throw new UnsuitableException("it is not of JMS");
  }

  private static JmsApi of(Class<?> type) {
    for (String prefix : new String[] {"javax.jms.", "jakarta.jms."}) {
      if (type.getName().startsWith(prefix)) {
        return new JmsApi(type.getClassLoader(), prefix);
      }
    }
    for (Class<?> each : type.getInterfaces()) {
      JmsApi found = of(each);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(prefix + name, true, loader);
  }

  boolean is(Object object, String name) throws ClassNotFoundException {
    return type(name).isInstance(object);
  }

  Object get(String type, Object object, String getter) throws Exception {
    return Reflection.get(type(type), object, getter);
  }

  Object call(String type, Object object, String name, Class<?> parameter, Object with)
      throws Exception {
    Class<?>[] types = {parameter};
    return Reflection.call(type(type), object, name, types, with);
  }

  /**
   * What an object holds of that type, be it in what it wraps: JMS does not tell of a producer's
   * session and of a session's connection, though each has one.
   *
   * @return null when there is none
   */
  Object held(Object object, String name) throws Exception {
    return held(object, type(name), DEEPEST);
  }

  private Object held(Object object, Class<?> wanted, int depth)
      throws ReflectiveOperationException {
    boolean isProxy = Proxy.isProxyClass(object.getClass());
    Object from = isProxy ? Proxy.getInvocationHandler(object) : object;
    Object wrapped = null;
    for (Class<?> type = from.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Object value = isReadable(field) ? value(field, from) : null;
        if (wanted.isInstance(value)) {
          return value;
        }
        wrapped = value != null && value != object && isWrapper(value) ? value : wrapped;
      }
    }
    return wrapped == null || depth == 0 ? null : held(wrapped, wanted, depth - 1);
  }

  private boolean isWrapper(Object value) throws ClassNotFoundException {
    return is(value, "MessageProducer") || is(value, "Session") || is(value, "Connection");
  }

  private static boolean isReadable(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
  }

  private static Object value(Field field, Object from) throws IllegalAccessException {
    try {
      field.setAccessible(true);
    } catch (RuntimeException closed) {
      return null; // a class of a module that is not open
    }
    return field.get(from);
  }
}
