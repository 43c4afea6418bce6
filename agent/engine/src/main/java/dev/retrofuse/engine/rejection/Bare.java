package dev.retrofuse.engine.rejection;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;

/**
 * Makes exceptions of one type without running that type's constructors, which would walk the
 * stack: only Throwable's constructor that can leave this out is run.
 */
final class Bare {
  private final Constructor<?> constructor;
  private final Field cause;

  private Bare(Constructor<?> constructor, Field cause) {
    this.constructor = constructor;
    this.cause = cause;
  }

  /** Null where this JVM does not allow it; the type's own constructor is to be used there. */
  static Bare of(Class<? extends Throwable> type) {
    Field cause = field(Throwable.class, "cause");
    Constructor<?> constructor = cause == null ? null : constructor(type);
    return constructor == null ? null : new Bare(constructor, cause);
  }

  private static Constructor<?> constructor(Class<? extends Throwable> type) {
    try {
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      return (Constructor<?>)
          factory
              .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
              .invoke(factory.getMethod("getReflectionFactory").invoke(null), type, ofThrowable());
    } catch (ReflectiveOperationException | RuntimeException refused) {
      return null;
    }
  }

  private static Constructor<?> ofThrowable() throws NoSuchMethodException {
    return Throwable.class.getDeclaredConstructor(
        String.class, Throwable.class, boolean.class, boolean.class);
  }

  /** An accessible field, or null where it is not there or not open to us. */
  static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException refused) {
      return null;
    }
  }

  /** With suppression, without stack trace. */
  static Object[] arguments(String message) {
    return new Object[] {message, null, true, false};
  }

  Throwable create(Object[] arguments) throws ReflectiveOperationException {
    Throwable made = (Throwable) constructor.newInstance(arguments);
    // A cause that is the exception itself means "not set yet": initCause works as usual.
    cause.set(made, made);
    return made;
  }
}
