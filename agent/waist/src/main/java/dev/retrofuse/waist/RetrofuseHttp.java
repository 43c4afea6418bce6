package dev.retrofuse.waist;

import java.net.URI;

/**
 * HTTP client calls. Static methods are for woven code; the agent installs its subclass in {@link
 * #hook}.
 */
public abstract class RetrofuseHttp {
  /** Null while off, detached, or without a rule for HTTP. */
  public static volatile RetrofuseHttp hook;

  /**
   * The guard of a request.
   *
   * @param scheme {@code http} or {@code https}
   * @param port -1 for the scheme's own
   * @param path as sent, undecoded; a query after it, or scheme and authority before it, are left
   *     out here; null or empty is {@code /}
   * @return null when no rule asks for one, or this thread is already inside an HTTP call
   */
  public static RetrofuseGuard request(
      String method, String scheme, String host, int port, String path) {
    RetrofuseHttp http = hook;
    return http == null ? null : http.guard(method, scheme, host, port, path(path));
  }

  /** The same for an absolute URI; null for null. */
  public static RetrofuseGuard request(String method, URI uri) {
    RetrofuseHttp http = hook;
    return http == null || uri == null
        ? null
        : http.guard(method, uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
  }

  /**
   * The nature of a request that can be sent again: {@link RetrofuseGuard#IDEMPOTENT} for the
   * methods that are (RFC 9110, 9.2.2), else {@link RetrofuseGuard#REPEATABLE}.
   */
  public static int nature(String method) {
    switch (method) {
      case "GET":
      case "HEAD":
      case "OPTIONS":
      case "PUT":
      case "DELETE":
      case "TRACE":
        return RetrofuseGuard.IDEMPOTENT;
      default:
        return RetrofuseGuard.REPEATABLE;
    }
  }

  /**
   * What a request is told in headers: its trace, and until when its caller waits. Where it has one
   * of them already, {@link RetrofuseContext#beside} tells what is left.
   *
   * @param guard of the call; null for none
   * @return null for nothing
   */
  public static RetrofuseContext headers(RetrofuseGuard guard) {
    RetrofuseContext context = RetrofuseTrace.outbound(guard);
    String deadline = RetrofuseDeadline.header();
    return deadline == null ? context : RetrofuseDeadline.with(context, deadline);
  }

  /**
   * What a call ended with on the thread that it began on.
   *
   * @param guard of the call; null for none
   * @param watch of a call that was made; null for none
   * @return the rejection, the time-out, or {@code thrown}
   */
  public static Throwable failure(
      RetrofuseGuard guard, long permit, RetrofuseWatch watch, Throwable thrown) {
    if (permit < 0) {
      return guard.rejection(permit);
    }
    return watch == null ? thrown : watch.end(thrown);
  }

  /**
   * A call that is not made again has ended: what the application gets in place of its failure, if
   * anything, is there for {@link #answer}.
   *
   * @param guard of the call; null for none
   * @param refused whether it was not made
   * @param thrown its failure; null for none
   * @param kept the call's, or null
   */
  public static void ended(
      RetrofuseGuard guard, boolean refused, Throwable thrown, RetrofuseKept kept) {
    if (kept != null) {
      RetrofuseThread.current().kept = null;
    }
    RetrofuseAnswer answer =
        guard == null || thrown == null ? null : guard.instead(refused, thrown, kept);
    if (answer != null) {
      RetrofuseThread.current().answer = answer;
      guard.served();
    }
  }

  /** What {@link #ended} has found for the call that failed, once; null for nothing. */
  public static RetrofuseAnswer answer() {
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseAnswer answer = thread.answer;
    thread.answer = null;
    return answer;
  }

  /** Closes an answer that nobody will read, when it is something to close. */
  public static void discard(Object answer) {
    try {
      if (answer instanceof AutoCloseable) {
        ((AutoCloseable) answer).close();
      }
    } catch (Exception gone) {
      // It is out of the way, which is all that was wanted.
    }
  }

  private static String path(String target) {
    if (target == null) {
      return null;
    }
    int start = 0;
    if (!target.startsWith("/") && target.contains("://")) {
      start = target.indexOf('/', target.indexOf("://") + 3);
    }
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    return start < 0 || start > end ? "/" : target.substring(start, end);
  }

  /** As {@link #request}, with the path alone. */
  protected abstract RetrofuseGuard guard(
      String method, String scheme, String host, int port, String path);
}
