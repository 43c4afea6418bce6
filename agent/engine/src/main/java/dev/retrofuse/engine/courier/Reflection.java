package dev.retrofuse.engine.courier;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls of a library's methods by their names, with the library's own exceptions. */
final class Reflection {
  private Reflection() {}

  /** By a method of a public type, so that the object's own class may be anything. */
  static Object call(Class<?> type, Object object, String name, Class<?>[] types, Object... with)
      throws Exception {
    Method method = type.getMethod(name, types);
    try {
      return method.invoke(object, with);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  static Object get(Class<?> type, Object object, String getter) throws Exception {
    return call(type, object, getter, new Class<?>[0]);
  }

  static Exception unwrapped(InvocationTargetException e) {
    return e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
  }

  /** The superclass of that name, or the class itself; null when there is none. */
  static Class<?> superclass(Object object, String name) {
    Class<?> each = object.getClass();
    while (each != null && !each.getName().equals(name)) {
      each = each.getSuperclass();
    }
    return each;
  }

  /** The first of the fields that the class has; null when it has none of them. */
  static Object field(Class<?> type, Object object, String... names) throws Exception {
    for (String name : names) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(object);
        }
      }
    }
    return null;
  }

  /** Another class of a library. */
  static Class<?> beside(Class<?> type, String name) throws ClassNotFoundException {
    return Class.forName(name, true, type.getClassLoader());
  }

  static boolean isA(Throwable thrown, String... names) {
    for (Class<?> each = thrown.getClass(); each != null; each = each.getSuperclass()) {
      for (String name : names) {
        if (each.getName().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
