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
