package dev.retrofuse.engine;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.waist.RetrofuseGuard;

/**
 * Records calls as spans. Each method is told of a call that is about to begin, with the guard that
 * it has, or null; what it returns is the call's guard, through which it sees the call end.
 */
public interface CallSpans {
  /**
   * An HTTP request, or a call of gRPC's by the scheme {@code grpc}.
   *
   * @param port resolved
   */
  RetrofuseGuard http(
      RetrofuseGuard guard, String method, String scheme, String host, int port, String path);

  /** An execution of a statement, or opening a connection. */
  RetrofuseGuard jdbc(RetrofuseGuard guard, JdbcUrl url, SqlShape sql);

  /** Taking a connection from a pool, for who wants to know of the wait. */
  default RetrofuseGuard borrow(RetrofuseGuard guard, JdbcUrl url) {
    return guard;
  }

  /** Sending a message. */
  RetrofuseGuard send(RetrofuseGuard guard, String system, String destination);
}
