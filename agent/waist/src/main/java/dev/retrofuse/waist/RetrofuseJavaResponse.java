package dev.retrofuse.waist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A response of the JDK's own client of 11 and later that nobody sent. Its body is what the
 * caller's handler makes of the answer's bytes. Interfaces of that client are proxies, because code
 * for Java 8 cannot name them.
 */
final class RetrofuseJavaResponse
    implements InvocationHandler, Function<Object, Object>, BiPredicate<String, String> {
  private static final String HTTP = "java.net.http.";

  private final RetrofuseAnswer answer;
  private final Object request;
  private final Object headers;
  private Object body;

  private RetrofuseJavaResponse(RetrofuseAnswer answer, Object request) throws Throwable {
    this.answer = answer;
    this.request = request;
    Method of = type(HTTP + "HttpHeaders").getMethod("of", Map.class, BiPredicate.class);
    headers = call(of, null, fields(), this);
  }

  /**
   * The future of the response.
   *
   * @param request the caller's HttpRequest
   * @param handler the caller's BodyHandler
   */
  @SuppressWarnings("unchecked")
  static CompletionStage<Object> future(RetrofuseAnswer answer, Object request, Object handler) {
    try {
      RetrofuseJavaResponse response = new RetrofuseJavaResponse(answer, request);
      Object info = response.as(HTTP + "HttpResponse$ResponseInfo");
      Object subscriber = call(HTTP + "HttpResponse$BodyHandler", "apply", handler, info);
      byte[] bytes = answer.bodyFor(String.valueOf(call(HTTP + "HttpRequest", "method", request)));
      RetrofusePublication.publish(subscriber, bytes == null ? new byte[0] : bytes);
      Object stage = call(HTTP + "HttpResponse$BodySubscriber", "getBody", subscriber);
      return ((CompletionStage<Object>) stage).thenApply(response);
    } catch (Throwable thrown) {
      CompletableFuture<Object> failed = new CompletableFuture<Object>();
      failed.completeExceptionally(thrown);
      return failed;
    }
  }

  private Map<String, List<String>> fields() {
    Map<String, List<String>> fields = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < answer.size(); i++) {
      List<String> values = fields.get(answer.name(i));
      if (values == null) {
        values = new ArrayList<String>();
        fields.put(answer.name(i), values);
      }
      values.add(answer.value(i));
    }
    return fields;
  }

  /** Every header field is taken. */
  @Override
  public boolean test(String name, String value) {
    return true;
  }

  /** The body is there. */
  @Override
  public Object apply(Object made) {
    body = made;
    return as(HTTP + "HttpResponse");
  }

  private Object as(String type) {
    Class<?> made = type(type);
    return Proxy.newProxyInstance(made.getClassLoader(), new Class<?>[] {made}, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "statusCode":
        return answer.status();
      case "headers":
        return headers;
      case "body":
        return body;
      case "request":
        return request;
      case "uri":
        return (URI) call(HTTP + "HttpRequest", "uri", request);
      case "version":
        return method.getReturnType().getField("HTTP_1_1").get(null);
      case "equals":
        return proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "(" + request + ") " + answer.status() + ", in place of a call";
      default:
        return method.getReturnType() == Optional.class ? Optional.empty() : null;
    }
  }

  static Class<?> type(String name) {
    try {
      return Class.forName(name, false, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls a method of an interface, the only one of that name. */
  static Object call(String type, String name, Object target, Object... arguments)
      throws Throwable {
    for (Method method : type(type).getMethods()) {
      if (method.getName().equals(name)) {
        return call(method, target, arguments);
      }
    }
    throw new IllegalStateException("no " + name + " in " + type);
  }

  private static Object call(Method method, Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
