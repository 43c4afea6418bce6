package dev.retrofuse.waist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * An object in the shape of an interface that it does not implement itself: methods that it has are
 * its own, all others (such as {@code close}) do nothing.
 */
public final class RetrofuseDelegate implements InvocationHandler {
  private final Object target;

  private RetrofuseDelegate(Object target) {
    this.target = target;
  }

  /**
   * The target in that shape.
   *
   * @param type the interface's name; where the target's loader does not find it, the target comes
   *     back as it is
   */
  public static Object as(String type, Object target) {
    ClassLoader loader = target.getClass().getClassLoader();
    try {
      Class<?> shape = Class.forName(type, false, loader);
      return Proxy.newProxyInstance(
          shape.getClassLoader(), new Class<?>[] {shape}, new RetrofuseDelegate(target));
    } catch (ClassNotFoundException absent) {
      return target;
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("equals")) {
      return proxy == arguments[0];
    }
    if (!method.getDeclaringClass().isInstance(target)) {
      return null;
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
