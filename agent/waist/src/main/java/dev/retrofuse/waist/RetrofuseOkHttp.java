package dev.retrofuse.waist;

import java.lang.reflect.Field;
import java.util.concurrent.CancellationException;

/**
 * What OkHttp says of a call by methods that not all of its versions have; asked only when a call
 * failed.
 */
public final class RetrofuseOkHttp {
  private static final String PACKAGE = "okhttp3.";

  private RetrofuseOkHttp() {}

  /**
   * The nature of a request, as in {@link RetrofuseHttp#nature}. A body can be sent again that is
   * made by OkHttp itself: before 3.14 no other says whether it can be.
   *
   * @param body may be null
   */
  public static int nature(String method, Object body) {
    return body == null || isRepeatable(body.getClass().getName(), body)
        ? RetrofuseHttp.nature(method)
        : RetrofuseGuard.ONCE;
  }

  private static boolean isRepeatable(String type, Object body) {
    boolean own = type.startsWith(PACKAGE + "RequestBody$") || type.equals(PACKAGE + "FormBody");
    return own && !Boolean.TRUE.equals(call(PACKAGE + "RequestBody", "isOneShot", body));
  }

  /**
   * What a call ended with that is now cancelled: the failure where its own time-out did that, else
   * that it was given up.
   */
  public static Throwable cancelled(Object call, Throwable thrown) {
    Object timeOut = call(PACKAGE + "Call", "timeout", call);
    return timeOut != null && isOver(timeOut) ? thrown : new CancellationException();
  }

  // Okio tells whoever ends the time-out, once; that is OkHttp, and later.
  private static boolean isOver(Object timeOut) {
    try {
      ClassLoader loader = timeOut.getClass().getClassLoader();
      Field field = Class.forName("okio.AsyncTimeout", false, loader).getDeclaredField("timeoutAt");
      field.setAccessible(true);
      long at = field.getLong(timeOut);
      return at != 0 && System.nanoTime() - at >= 0;
    } catch (ReflectiveOperationException | RuntimeException another) {
      return false;
    }
  }

  /** Null where this version has no such method. */
  private static Object call(String type, String name, Object target) {
    try {
      ClassLoader loader = target.getClass().getClassLoader();
      return Class.forName(type, false, loader).getMethod(name).invoke(target);
    } catch (ReflectiveOperationException another) {
      return null;
    }
  }
}
