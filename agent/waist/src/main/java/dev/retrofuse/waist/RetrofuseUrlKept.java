package dev.retrofuse.waist;

import java.io.InputStream;
import java.net.HttpURLConnection;

/**
 * Keeps answers of {@link HttpURLConnection} of the JDK, and none of a request with credentials.
 */
final class RetrofuseUrlKept {
  private static final String[] OWN = {"Authorization", "Cookie", "Cookie2"};

  private RetrofuseUrlKept() {}

  static RetrofuseKept of(RetrofuseExchange exchange, HttpURLConnection connection, String method) {
    RetrofuseKept kept = exchange.kept(method, connection.getURL().toString());
    if (kept != null) {
      kept.asks(connection.getRequestProperties());
    }
    return kept;
  }

  /** To be told before reading, and after it. */
  static void sends(HttpURLConnection connection, RetrofuseExchange exchange) {
    if (exchange.kept == null || !isOwn(RetrofuseUrlState.requests(connection))) {
      return;
    }
    exchange.kept = null;
    if (exchange.answer != null && !exchange.rejected()) {
      RetrofuseThread.current().enter(RetrofuseThread.HTTP); // it is made after all
    }
    // Found before it was known that the request is somebody's own.
    exchange.answer = null;
  }

  private static boolean isOwn(Object requests) {
    for (String name : OWN) {
      if (RetrofuseUrlHeaders.has(requests, name)) {
        return true;
      }
    }
    return false;
  }

  /** The stream for the application to read. */
  static InputStream copy(
      HttpURLConnection connection, RetrofuseExchange exchange, InputStream in) {
    RetrofuseKept kept = exchange.kept;
    if (kept == null || RetrofuseUrlState.hasCredentials(connection) || !isAnonymous(connection)) {
      return in;
    }
    for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) {
      kept.answers(connection.getHeaderFieldKey(i), connection.getHeaderField(i));
    }
    kept.settle();
    InputStream copied = kept.copy(in);
    RetrofuseUrlState.read(connection, copied);
    return copied;
  }

  private static boolean isAnonymous(HttpURLConnection connection) {
    if (!connection.getURL().getProtocol().equals("https")) {
      return true;
    }
    try {
      Object own = connection.getClass().getMethod("getLocalCertificates").invoke(connection);
      return own == null;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
