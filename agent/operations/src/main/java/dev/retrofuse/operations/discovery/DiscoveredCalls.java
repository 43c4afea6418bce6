package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;

/** Puts a guard in front of each call that counts it. */
final class DiscoveredCalls implements CallSpans {
  private final Discovery discovery;
  private final CallSpans next;

  /**
   * @param next who is told of each call too; null for nobody
   */
  DiscoveredCalls(Discovery discovery, CallSpans next) {
    this.discovery = discovery;
    this.next = next;
  }

  @Override
  public RetrofuseGuard http(
      RetrofuseGuard guard, String method, String scheme, String host, int port, String path) {
    RetrofuseGuard inner =
        next == null ? guard : next.http(guard, method, scheme, host, port, path);
    return counted(inner, RetrofuseThread.HTTP, CallName.http(method, host, port, path));
  }

  @Override
  public RetrofuseGuard jdbc(RetrofuseGuard guard, JdbcUrl url, SqlShape sql) {
    RetrofuseGuard inner = next == null ? guard : next.jdbc(guard, url, sql);
    return counted(inner, RetrofuseThread.JDBC, CallName.jdbc(url, sql));
  }

  @Override
  public RetrofuseGuard borrow(RetrofuseGuard guard, JdbcUrl url) {
    RetrofuseGuard inner = next == null ? guard : next.borrow(guard, url);
    return counted(inner, RetrofuseThread.JDBC, CallName.jdbc(url, SqlShape.BORROW));
  }

  @Override
  public RetrofuseGuard send(RetrofuseGuard guard, String system, String destination) {
    RetrofuseGuard inner = next == null ? guard : next.send(guard, system, destination);
    return counted(inner, RetrofuseThread.MESSAGING, CallName.send(system, destination));
  }

  private RetrofuseGuard counted(RetrofuseGuard inner, int mark, CallName name) {
    SeenCalls seen = discovery.of(name);
    seen.comes();
    return new CountingGuard(inner, mark, seen, discovery.ticker());
  }
}
