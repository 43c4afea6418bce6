package dev.retrofuse.engine.timeout;

/**
 * A command of Lettuce's. It fails as when a time-out of Lettuce's own is over, and an answer that
 * comes later is passed over.
 */
final class LettuceCommand {
  private static final String TYPE = "io.lettuce.core.protocol.RedisCommand";
  private static final String TIME_OUT = "io.lettuce.core.RedisCommandTimeoutException";

  private LettuceCommand() {}

  static void fail(Object command, String text) throws ReflectiveOperationException {
    Class<?> type = Cut.supertype(command.getClass(), TYPE);
    if (type != null) {
      Class<?> timeOut = Class.forName(TIME_OUT, false, type.getClassLoader());
      type.getMethod("completeExceptionally", Throwable.class)
          .invoke(command, MessagingCut.made(timeOut, text));
    }
  }
}
