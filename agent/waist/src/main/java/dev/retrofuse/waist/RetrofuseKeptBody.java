package dev.retrofuse.waist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSession;

/**
 * Copies what the JDK's own client of 11 and later gives to the caller's body handler: that handler
 * and its subscriber, by proxy; and waits for the response, which knows the TLS session.
 */
public final class RetrofuseKeptBody implements InvocationHandler, BiConsumer<Object, Throwable> {
  private static final String RESPONSE = "java.net.http.HttpResponse";
  private static final int OK = 200;

  private final RetrofuseKept kept;
  private final Object own;

  private RetrofuseKeptBody(RetrofuseKept kept, Object own) {
    this.kept = kept;
    this.own = own;
  }

  /** The handler to send with. */
  public static Object handler(RetrofuseKept kept, Object handler) {
    return as(RESPONSE + "$BodyHandler", new RetrofuseKeptBody(kept, handler));
  }

  /** To be told of the response. */
  public static BiConsumer<Object, Throwable> response(RetrofuseKept kept) {
    return new RetrofuseKeptBody(kept, null);
  }

  private static Object as(String type, RetrofuseKeptBody body) {
    Class<?> shape = RetrofuseJavaResponse.type(type);
    return Proxy.newProxyInstance(shape.getClassLoader(), new Class<?>[] {shape}, body);
  }

  @Override
  public void accept(Object response, Throwable thrown) {
    try {
      Optional<?> session =
          response == null
              ? Optional.empty()
              : (Optional<?>) RetrofuseJavaResponse.call(RESPONSE, "sslSession", response);
      kept.over((SSLSession) session.orElse(null));
      kept.settle();
    } catch (Throwable unknown) {
      kept.drop();
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (name.equals("onNext")) {
      take((List<?>) arguments[0]);
    }
    Object result =
        name.equals("equals") ? (Object) (proxy == arguments[0]) : own(method, arguments);
    if (name.equals("onComplete")) {
      kept.end();
    }
    return name.equals("apply") && begins(arguments[0])
        ? as(RESPONSE + "$BodySubscriber", new RetrofuseKeptBody(kept, result))
        : result;
  }

  private Object own(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private boolean begins(Object info) throws Throwable {
    String type = RESPONSE + "$ResponseInfo";
    if (!RetrofuseJavaResponse.call(type, "statusCode", info).equals(OK)) {
      return false;
    }
    Object headers = RetrofuseJavaResponse.call(type, "headers", info);
    kept.answers(
        (Map<String, List<String>>)
            RetrofuseJavaResponse.call("java.net.http.HttpHeaders", "map", headers));
    return kept.begins();
  }

  // Before the subscriber has them, for it may read them up.
  private void take(List<?> buffers) {
    for (Object each : buffers) {
      ByteBuffer buffer = ((ByteBuffer) each).duplicate();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      kept.take(bytes, 0, bytes.length);
    }
  }
}
