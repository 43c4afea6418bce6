package dev.retrofuse.waist;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The JDK's own HTTP client of 11 and later, whose types code for Java 8 cannot name. */
final class RetrofuseHttpResponse {
  private static final String PACKAGE = "java.net.http.";
  private static final String RESPONSE = PACKAGE + "HttpResponse";
  private static final Method STATUS_CODE = method(RESPONSE, "statusCode");
  private static final Method HEADERS = method(RESPONSE, "headers");
  private static final Method BODY = method(RESPONSE, "body");
  private static final Method FIRST_VALUE =
      method(PACKAGE + "HttpHeaders", "firstValue", String.class.getName());
  private static final Method SEND =
      method(
          PACKAGE + "HttpClient",
          "sendAsync",
          PACKAGE + "HttpRequest",
          RESPONSE + "$BodyHandler",
          RESPONSE + "$PushPromiseHandler");
  private static final Method DELAYED =
      delayed(CompletableFuture.class, long.class, TimeUnit.class);

  private RetrofuseHttpResponse() {}

  private static Method method(String type, String name, String... parameters) {
    try {
      ClassLoader loader = ClassLoader.getSystemClassLoader();
      Class<?>[] types = new Class<?>[parameters.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = Class.forName(parameters[i], false, loader);
      }
      return Class.forName(type, false, loader).getMethod(name, types);
    } catch (ReflectiveOperationException absentBefore11) {
      return null;
    }
  }

  private static Method delayed(Class<?> type, Class<?>... parameters) {
    try {
      return type.getMethod("delayedExecutor", parameters);
    } catch (NoSuchMethodException absentBefore9) {
      return null;
    }
  }

  /** The status of a response; 0 for anything else. */
  static int status(Object response) {
    Object status = isResponse(response) ? invoke(STATUS_CODE, response) : null;
    return status == null ? 0 : (Integer) status;
  }

  /** The header of that name; null for none, and for what is no response. */
  static String retryAfter(Object response) {
    Object headers = isResponse(response) ? invoke(HEADERS, response) : null;
    Object first = headers == null ? null : invoke(FIRST_VALUE, headers, "Retry-After");
    return first == null ? null : (String) ((Optional<?>) first).orElse(null);
  }

  /** The body of a response as the application would get it; null for what is none. */
  static Object body(Object response) {
    return isResponse(response) ? invoke(BODY, response) : null;
  }

  private static boolean isResponse(Object response) {
    return STATUS_CODE != null && STATUS_CODE.getDeclaringClass().isInstance(response);
  }

  private static Object invoke(Method method, Object object, Object... arguments) {
    try {
      return method.invoke(object, arguments);
    } catch (ReflectiveOperationException fault) {
      RetrofuseAgent.fault(fault, "java-http-client");
      return null;
    }
  }

  static boolean canSend() {
    return SEND != null && DELAYED != null;
  }

  static CompletableFuture<?> send(Object client, Object... arguments)
      throws ReflectiveOperationException {
    return (CompletableFuture<?>) SEND.invoke(client, arguments);
  }

  /** Runs a task after so many nanoseconds on the JDK's pool; false when that cannot be. */
  static boolean later(long nanos, Runnable task) {
    Object executor = invoke(DELAYED, null, nanos, TimeUnit.NANOSECONDS);
    if (executor == null) {
      return false;
    }
    ((Executor) executor).execute(task);
    return true;
  }

  /**
   * Whether a call that ended so has told the application nothing yet: no byte of an answer came,
   * or the body handler is one of the JDK's that gathers them for nobody but the response.
   */
  static boolean leavesNothing(Object handler, Object response, Throwable thrown) {
    if (thrown != null && isConnecting(thrown)) {
      return true;
    }
    Class<?> type = handler.getClass();
    return type.getName().startsWith(RESPONSE + "$BodyHandlers$$Lambda")
        && !isPublisher(body(response))
        && !handsOn(type);
  }

  private static boolean isConnecting(Throwable thrown) {
    Throwable own =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return own instanceof ConnectException
        || own.getClass().getName().equals(PACKAGE + "HttpConnectTimeoutException");
  }

  // Whoever gets it has to be told that nobody will read it: more than can be done here.
  private static boolean isPublisher(Object body) {
    return body != null
        && Arrays.toString(body.getClass().getInterfaces()).contains("Flow$Publisher");
  }

  /** Whether the JDK's lambda has captured something of the application's that takes bytes. */
  private static boolean handsOn(Class<?> lambda) {
    for (Field captured : lambda.getDeclaredFields()) {
      String type = captured.getType().getName();
      if (type.endsWith("Subscriber") || type.endsWith("Consumer") || type.endsWith("Handler")) {
        return true;
      }
    }
    return false;
  }
}
