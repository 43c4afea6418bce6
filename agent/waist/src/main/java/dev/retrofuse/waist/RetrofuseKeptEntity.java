package dev.retrofuse.waist;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLSession;

/**
 * The entity of a response of Apache HttpClient whose content is copied while it is read. Of all
 * interfaces of the library's own, which does everything.
 */
public final class RetrofuseKeptEntity implements InvocationHandler {
  private final RetrofuseKept kept;
  private final Object entity;

  private RetrofuseKeptEntity(RetrofuseKept kept, Object entity) {
    this.kept = kept;
    this.entity = entity;
  }

  /** What to give to the application: the entity itself where nothing is copied. */
  public static Object of(RetrofuseKept kept, Object entity) {
    Set<Class<?>> types = new LinkedHashSet<Class<?>>();
    for (Class<?> each = entity.getClass(); each != null; each = each.getSuperclass()) {
      for (Class<?> type : each.getInterfaces()) {
        if (Modifier.isPublic(type.getModifiers())) {
          types.add(type);
        }
      }
    }
    try {
      return Proxy.newProxyInstance(
          entity.getClass().getClassLoader(),
          types.toArray(new Class<?>[0]),
          new RetrofuseKeptEntity(kept, entity));
    } catch (IllegalArgumentException noSuchShape) {
      return entity;
    }
  }

  /** It goes over that connection of the library's, of whatever version, with all its fields. */
  public static void sent(RetrofuseKept kept, Object connection) {
    kept.settle();
    for (Class<?> each = connection.getClass(); each != null; each = each.getSuperclass()) {
      for (Class<?> type : each.getInterfaces()) {
        over(kept, connection, type);
      }
    }
  }

  private static void over(RetrofuseKept kept, Object connection, Class<?> type) {
    try {
      kept.over((SSLSession) type.getMethod("getSSLSession").invoke(connection));
    } catch (NoSuchMethodException another) {
      // Some other interface has it, or there is no TLS.
    } catch (ReflectiveOperationException hidden) {
      kept.drop();
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    try {
      if (name.equals("getContent")) {
        return kept.copy((InputStream) method.invoke(entity));
      }
      if (name.equals("writeTo") && kept.begins()) {
        method.invoke(entity, new RetrofuseKeptStream.Writer((OutputStream) arguments[0], kept));
        kept.end();
        return null;
      }
      return name.equals("equals") ? proxy == arguments[0] : method.invoke(entity, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
