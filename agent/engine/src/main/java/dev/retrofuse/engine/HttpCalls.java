package dev.retrofuse.engine;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseThread;

/** HTTP calls as woven code tells them. */
final class HttpCalls extends RetrofuseHttp {
  private volatile RuleBook book;

  void ask(RuleBook other) {
    book = other;
  }

  @Override
  protected RetrofuseGuard guard(String method, String scheme, String host, int port, String path) {
    if (host == null || RetrofuseThread.current().inside(RetrofuseThread.HTTP)) {
      return null;
    }
    String asked = path == null || path.isEmpty() ? "/" : path;
    return book.request(method, host, port < 0 ? defaultPort(scheme) : port, asked);
  }

  private static int defaultPort(String scheme) {
    return "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }
}
