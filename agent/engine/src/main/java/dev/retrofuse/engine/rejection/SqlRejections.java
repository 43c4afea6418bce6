package dev.retrofuse.engine.rejection;

import java.lang.reflect.Field;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Transient SQL failures; a class apart, because not every JVM has java.sql. */
final class SqlRejections extends Rejections {
  private static final Field STATE = Bare.field(SQLException.class, "SQLState");
  private static final Bare BARE =
      STATE == null ? null : Bare.of(SQLTransientConnectionException.class);

  /** Insufficient resources: no connection is at fault. */
  static final Rejections STATEMENT = new SqlRejections("53000", BARE);

  /** The client cannot establish the connection. */
  static final Rejections CONNECT = new SqlRejections("08001", BARE);

  /** Connection failure. */
  static final Rejections ABORT = new SqlRejections("08006", BARE);

  private final String state;

  SqlRejections(String state, Bare bare) {
    super(bare);
    this.state = state;
  }

  @Override
  Throwable construct(String message) {
    return new SQLTransientConnectionException(message, state);
  }

  @Override
  Throwable complete(Throwable made) throws IllegalAccessException {
    STATE.set(made, state);
    return made;
  }
}
