package dev.retrofuse.engine.timeout;

import java.lang.reflect.Field;

/**
 * A call of OkHttp that was cancelled to cut it. It remembers that for ever, which would end a
 * retry and turn a fallback into a failure; so that is taken back.
 */
final class OkHttpCall {
  static final String TYPE = "okhttp3.Call";

  private static final String CANCELLED = "canceled";

  /** Who knows it: in 3.9 to 3.13 an interceptor, to 4.2 the transmitter, since then the call. */
  private static final String[] KEEPERS = {"retryAndFollowUpInterceptor", "transmitter"};

  private OkHttpCall() {}

  static void revive(Object call) throws ReflectiveOperationException {
    Object keeper = call;
    for (String name : KEEPERS) {
      Field field = field(call, name);
      keeper = field == null ? keeper : field.get(call);
    }
    Field cancelled = field(keeper, CANCELLED);
    if (cancelled != null) {
      cancelled.setBoolean(keeper, false);
    }
  }

  private static Field field(Object owner, String name) {
    for (Field field : owner.getClass().getDeclaredFields()) {
      if (field.getName().equals(name)) {
        field.setAccessible(true);
        return field;
      }
    }
    return null;
  }
}
