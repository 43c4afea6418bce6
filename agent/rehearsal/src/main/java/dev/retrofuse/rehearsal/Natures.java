package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import java.util.Arrays;
import java.util.List;

/** Whether a call that failed can be made again, as the instrumentations find it. */
public final class Natures {
  /** A query that somebody cancelled. */
  private static final String CANCELLED = "57014";

  /** The connection is gone, and the statement with it. */
  private static final String CONNECTION = "08";

  private static final List<String> REPEATABLE = Arrays.asList("rabbitmq", "jms", "nats");

  private Natures() {}

  /** Of a request whose body, if it has one, can be sent again; gRPC retries by itself. */
  public static int http(String method, String scheme) {
    boolean grpc = "grpc".equals(scheme);
    return grpc ? RetrofuseGuard.ONCE : RetrofuseHttp.nature(method);
  }

  /**
   * Of a statement outside of transactions and batches.
   *
   * @param sql a text, {@code CONNECT} or {@code BORROW}
   * @param state the SQLState; null for none
   */
  public static int jdbc(String sql, String state) {
    boolean gone = state != null && (state.startsWith(CONNECTION) || state.equals(CANCELLED));
    if (gone || sql.equalsIgnoreCase("CONNECT") || sql.equalsIgnoreCase(JdbcMatch.BORROW)) {
      return RetrofuseGuard.ONCE;
    }
    return SqlShape.of(sql).isQuery() ? RetrofuseGuard.IDEMPOTENT : RetrofuseGuard.REPEATABLE;
  }

  /**
   * Of a send outside of transactions.
   *
   * @param unsent whether it has surely not left
   */
  public static int send(String system, boolean unsent) {
    boolean repeatable = REPEATABLE.contains(system);
    if (unsent && (repeatable || system.equals("kafka"))) {
      return RetrofuseGuard.IDEMPOTENT;
    }
    return repeatable ? RetrofuseGuard.REPEATABLE : RetrofuseGuard.ONCE;
  }
}
