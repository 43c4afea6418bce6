package dev.retrofuse.engine.timeout;

import dev.retrofuse.waist.RetrofuseThread;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Disconnects, fails the future, or aborts the request. Types that Java 8 or the agent cannot name
 * are reached by their public methods.
 */
final class HttpCut extends Cut {
  private static final String JDK_TIME_OUT = "java.net.http.HttpTimeoutException";
  private static final String[] ABORT = {
    "org.apache.http.client.methods.AbortableHttpRequest",
    "abort",
    "org.apache.hc.core5.concurrent.Cancellable",
    "cancel",
    OkHttpCall.TYPE,
    "cancel"
  };

  @Override
  void cut(Object target, String text) throws Exception {
    if (target instanceof HttpURLConnection) {
      disconnect((HttpURLConnection) target);
    } else if (target instanceof CompletableFuture) {
      fail((CompletableFuture<?>) target, text);
    } else {
      abort(target);
    }
  }

  private static void disconnect(HttpURLConnection connection) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.HTTP);
    try {
      connection.disconnect();
    } finally {
      thread.leave(RetrofuseThread.HTTP);
    }
  }

  private static void abort(Object request) throws ReflectiveOperationException {
    for (int i = 0; i < ABORT.length; i += 2) {
      Class<?> type = supertype(request.getClass(), ABORT[i]);
      if (type != null) {
        type.getMethod(ABORT[i + 1]).invoke(request);
      }
    }
  }

  private static void fail(CompletableFuture<?> future, String text) throws Exception {
    Class<?> type = Class.forName(JDK_TIME_OUT, false, ClassLoader.getSystemClassLoader());
    Object timeOut = type.getConstructor(String.class).newInstance(text);
    future.completeExceptionally(like((Throwable) timeOut, null));
  }

  // An aborted request would be refused if it were sent once more.
  @Override
  void repair(Object target) throws ReflectiveOperationException {
    if (target instanceof HttpURLConnection || target instanceof CompletableFuture) {
      return;
    }
    if (supertype(target.getClass(), OkHttpCall.TYPE) != null) {
      OkHttpCall.revive(target);
      return;
    }
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals("reset") && method.getParameterTypes().length == 0) {
        method.invoke(target);
      }
    }
  }

  @Override
  boolean isTimeOut(Throwable thrown) {
    Throwable own = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return own instanceof SocketTimeoutException
        || (own != null && own.getClass().getName().equals(JDK_TIME_OUT));
  }

  @Override
  Throwable timeOut(String text, Throwable cause) {
    // What a library breaks with when its connection is closed under it varies.
    if (cause != null && !(cause instanceof IOException) && !(cause instanceof RuntimeException)) {
      return cause;
    }
    SocketTimeoutException made = new SocketTimeoutException(text);
    if (cause != null) {
      made.initCause(cause);
    }
    return like(made, cause);
  }
}
