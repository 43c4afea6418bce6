package dev.retrofuse.waist;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Entries of Redis streams, which tell a trace in fields beside the application's own. */
public final class RetrofuseStreams {
  private RetrofuseStreams() {}

  /**
   * The fields to add to a stream: the application's, and behind them those of the trace. Its map
   * is never changed.
   *
   * @param guard of the call; null for none
   * @param own by names that are texts or bytes
   */
  public static Map<?, ?> fields(RetrofuseGuard guard, Map<?, ?> own) {
    RetrofuseContext left =
        own == null || own.isEmpty() ? null : RetrofuseTrace.outboundFields(guard);
    if (left == null) {
      return own;
    }
    for (Object name : own.keySet()) {
      String text = text(name);
      left = text != null && RetrofuseContext.knows(text) ? left.beside(text) : left;
    }
    boolean bytes = own.keySet().iterator().next() instanceof byte[];
    return left.size() == 0 ? own : new RetrofuseFields(own, left, bytes);
  }

  /**
   * What of a context is left to write beside the arguments of a command.
   *
   * @param arguments as Redis reads them
   */
  public static RetrofuseContext left(RetrofuseContext context, String arguments) {
    RetrofuseContext left = context;
    for (int i = 0; i < context.size(); i++) {
      boolean there = arguments.contains("\r\n" + context.name(i) + "\r\n");
      left = there ? left.beside(context.name(i)) : left;
    }
    return left;
  }

  /** The name of a stream or channel, given as text or bytes; null where it is neither. */
  public static String text(Object name) {
    return name instanceof byte[]
        ? new String((byte[]) name, StandardCharsets.UTF_8)
        : name instanceof String ? (String) name : null;
  }
}
