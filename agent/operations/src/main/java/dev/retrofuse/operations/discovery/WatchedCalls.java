package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;

/** Puts a guard in front of each call that watches it. */
public abstract class WatchedCalls implements CallSpans {
  private final Ticker ticker;
  private final CallSpans next;

  /**
   * @param next who is told of each call too; null for nobody
   */
  protected WatchedCalls(Ticker ticker, CallSpans next) {
    this.ticker = ticker;
    this.next = next;
  }

  /** Who watches such a call, that may be about to begin. */
  protected abstract Watched request(
      String method, String scheme, String host, int port, String path);

  /** The same for a statement, a connect or a wait for a connection. */
  protected abstract Watched statement(JdbcUrl url, SqlShape sql);

  /** The same for a message. */
  protected abstract Watched message(String system, String destination);

  @Override
  public final RetrofuseGuard http(
      RetrofuseGuard guard, String method, String scheme, String host, int port, String path) {
    RetrofuseGuard inner =
        next == null ? guard : next.http(guard, method, scheme, host, port, path);
    return watched(inner, RetrofuseThread.HTTP, request(method, scheme, host, port, path));
  }

  @Override
  public final RetrofuseGuard jdbc(RetrofuseGuard guard, JdbcUrl url, SqlShape sql) {
    RetrofuseGuard inner = next == null ? guard : next.jdbc(guard, url, sql);
    return watched(inner, RetrofuseThread.JDBC, statement(url, sql));
  }

  @Override
  public final RetrofuseGuard borrow(RetrofuseGuard guard, JdbcUrl url) {
    RetrofuseGuard inner = next == null ? guard : next.borrow(guard, url);
    return watched(inner, RetrofuseThread.JDBC, statement(url, SqlShape.BORROW));
  }

  @Override
  public final RetrofuseGuard send(RetrofuseGuard guard, String system, String destination) {
    RetrofuseGuard inner = next == null ? guard : next.send(guard, system, destination);
    return watched(inner, RetrofuseThread.MESSAGING, message(system, destination));
  }

  private RetrofuseGuard watched(RetrofuseGuard inner, int mark, Watched call) {
    return new WatchingGuard(inner, mark, call, ticker);
  }
}
