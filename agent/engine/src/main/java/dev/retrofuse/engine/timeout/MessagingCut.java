package dev.retrofuse.engine.timeout;

import dev.retrofuse.waist.RetrofuseFuture;
import java.net.SocketTimeoutException;

/**
 * Fails what the application waits for, where the send has such; the send itself goes on. Of others
 * it is only counted that they took too long.
 */
final class MessagingCut extends Cut {
  private static final String CLASSIC = "org.apache.activemq.transport.RequestTimedOutIOException";

  @Override
  void cut(Object target, String text) throws ReflectiveOperationException {
    if (target instanceof RetrofuseFuture) {
      RetrofuseFuture future = (RetrofuseFuture) target;
      future.fail(made(future.timeOut(), text));
    } else {
      LettuceCommand.fail(target, text);
    }
  }

  static Throwable made(Class<?> timeOut, String text) throws ReflectiveOperationException {
    return like((Throwable) timeOut.getConstructor(String.class).newInstance(text), null);
  }

  @Override
  boolean isTimeOut(Throwable thrown) {
    Throwable cause = thrown == null ? null : thrown.getCause();
    return cause != null && cause.getClass().getName().equals(CLASSIC);
  }

  @Override
  Throwable timeOut(String text, Throwable cause) {
    return cause == null ? like(new SocketTimeoutException(text), null) : cause;
  }
}
