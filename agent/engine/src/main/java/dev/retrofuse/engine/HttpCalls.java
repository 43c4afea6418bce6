package dev.retrofuse.engine;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseThread;

/** HTTP calls as woven code tells them. */
final class HttpCalls extends RetrofuseHttp {
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
    String asked = Matching.path(path);
    int resolved = Matching.port(scheme, port);
    RetrofuseGuard guard =
        book.request(Matching.GRPC.equals(scheme), method, host, resolved, asked);
    CallSpans recorded = spans;
    return recorded == null ? guard : recorded.http(guard, method, scheme, host, resolved, asked);
  }
}
