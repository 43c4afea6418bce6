package dev.retrofuse.waist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Spans of servlet requests, which may go on asynchronously and be dispatched again. What Servlet
 * 2.5 does not have is called by reflection. As a listener of an asynchronous request it ends the
 * span.
 */
public final class RetrofuseServlet implements InvocationHandler {
  /** The request's attribute that says what is recorded of it. */
  public static final String ATTRIBUTE = "dev.retrofuse.span";

  private final RetrofuseSpan span;
  private final Object response;

  private RetrofuseServlet(RetrofuseSpan span, Object response) {
    this.span = span;
    this.response = response;
  }

  /**
   * As {@link RetrofuseTrace#begin}; a request that is dispatched again goes on.
   *
   * @param known the request's attribute
   */
  public static RetrofuseContext begin(Object known, Object... values) {
    if (!(known instanceof RetrofuseContext)) {
      return RetrofuseTrace.begin(values);
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseContext before = thread.context;
    thread.context = (RetrofuseContext) known;
    return before == null ? RetrofuseContext.NONE : before;
  }

  /** What the request's attribute is to be from now on; null for none. */
  public static Object attribute() {
    RetrofuseContext context = RetrofuseThread.current().context;
    return context == null || context.span() == null ? null : context;
  }

  /** As {@link RetrofuseTrace#leave}; the span of a request that goes on does not end yet. */
  public static void leave(
      Object request, Object response, RetrofuseContext before, Throwable thrown) {
    RetrofuseSpan span = RetrofuseSpans.current(RetrofuseSpan.SERVER);
    boolean goesOn = span != null && thrown == null && goesOn(span, request, response);
    if (!goesOn) {
      RetrofuseSpans.answer(span, status(span, response, thrown), thrown);
    }
    RetrofuseTrace.leave(before, !goesOn);
  }

  private static boolean goesOn(RetrofuseSpan span, Object request, Object response) {
    if (!Boolean.TRUE.equals(call(request, "ServletRequest", "isAsyncStarted"))) {
      return false;
    }
    Object async = call(request, "ServletRequest", "getAsyncContext");
    return async != null && listen(async, new RetrofuseServlet(span, response));
  }

  /** False where it is too late, or cannot be. */
  private static boolean listen(Object async, RetrofuseServlet handler) {
    Class<?> type = interfaceOf(async.getClass(), "AsyncContext");
    try {
      for (Method method : type.getMethods()) {
        Class<?>[] parameters = method.getParameterTypes();
        if (method.getName().equals("addListener") && parameters.length == 1) {
          Class<?> listener = parameters[0];
          method.invoke(
              async,
              Proxy.newProxyInstance(
                  listener.getClassLoader(), new Class<?>[] {listener}, handler));
          return true;
        }
      }
    } catch (ReflectiveOperationException over) {
      return false;
    }
    return false;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "equals":
        return proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "Retrofuse";
      case "onError":
        span.fail((Throwable) call(arguments[0], "AsyncEvent", "getThrowable"), "async");
        return null;
      case "onTimeout":
        span.fail(null, "timeout");
        return null;
      case "onStartAsync":
        listen(call(arguments[0], "AsyncEvent", "getAsyncContext"), this);
        return null;
      default:
        RetrofuseSpans.answer(span, status(span, response, null), null);
        span.end();
        return null;
    }
  }

  // What was thrown becomes a status only after this.
  private static int status(RetrofuseSpan span, Object response, Throwable thrown) {
    Object status =
        span == null || thrown != null ? null : call(response, "HttpServletResponse", "getStatus");
    return status instanceof Integer ? (Integer) status : 0;
  }

  private static Object call(Object target, String type, String method) {
    try {
      Class<?> declared = target == null ? null : interfaceOf(target.getClass(), type);
      return declared == null ? null : declared.getMethod(method).invoke(target);
    } catch (ReflectiveOperationException older) {
      return null;
    }
  }

  /** The type of that simple name in the package of servlets, javax or jakarta. */
  private static Class<?> interfaceOf(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (isServlets(each, name)) {
        return each;
      }
      for (Class<?> declared : each.getInterfaces()) {
        Class<?> found = isServlets(declared, name) ? declared : interfaceOf(declared, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean isServlets(Class<?> type, String name) {
    String full = type.getName();
    return type.getSimpleName().equals(name)
        && (full.startsWith("javax.servlet.") || full.startsWith("jakarta.servlet."));
  }
}
