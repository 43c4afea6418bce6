package dev.retrofuse.engine;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseThread;

/** HTTP calls as woven code tells them. */
final class HttpCalls extends RetrofuseHttp {
  private static final String GRPC = "grpc";

  private volatile RuleBook book;
  private volatile CallSpans spans;

  void ask(RuleBook other) {
    book = other;
  }

  /** From now on calls are recorded; null for not. */
  void record(CallSpans other) {
    spans = other;
  }

  @Override
  protected RetrofuseGuard guard(String method, String scheme, String host, int port, String path) {
    if (host == null || RetrofuseThread.current().inside(RetrofuseThread.HTTP)) {
      return null;
    }
    String asked = path == null || path.isEmpty() ? "/" : path;
    int resolved = port < 0 ? defaultPort(scheme) : port;
    RetrofuseGuard guard = book.request(GRPC.equals(scheme), method, host, resolved, asked);
    CallSpans recorded = spans;
    return recorded == null ? guard : recorded.http(guard, method, scheme, host, resolved, asked);
  }

  private static int defaultPort(String scheme) {
    return "https".equalsIgnoreCase(scheme) || GRPC.equals(scheme) ? 443 : 80;
  }
}
