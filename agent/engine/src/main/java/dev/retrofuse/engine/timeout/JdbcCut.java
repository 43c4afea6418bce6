package dev.retrofuse.engine.timeout;

import dev.retrofuse.engine.outcome.CancelledQuery;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;

/**
 * Cancels the statement, as drivers do for their own time-outs; where that does not reach the
 * database, its connection is given up.
 */
final class JdbcCut extends Cut {
  /** Time-out expired. */
  private static final String STATE = "HYT00";

  private final NetworkTimeOut network = new NetworkTimeOut();

  @Override
  int bound(Object target, long nanos) {
    return network.shorten((Statement) target, nanos);
  }

  @Override
  void unbound(Object target, int before) {
    NetworkTimeOut.restore((Statement) target, before);
  }

  @Override
  boolean isLast(Object target) {
    return NetworkTimeOut.isClosed((Statement) target);
  }

  @Override
  void cut(Object target, String text) throws SQLException {
    ((Statement) target).cancel();
  }

  @Override
  boolean isOfStatements() {
    return true;
  }

  @Override
  boolean isTimeOut(Throwable thrown) {
    return thrown instanceof SQLTimeoutException && !CancelledQuery.is(thrown);
  }

  @Override
  Throwable timeOut(String text, Throwable cause) {
    if (cause != null && !(cause instanceof SQLException)) {
      return cause;
    }
    SQLException failure = (SQLException) cause;
    String state = failure == null ? null : failure.getSQLState();
    // That of a cancel would say that somebody meant it.
    int code = failure == null || CancelledQuery.is(failure) ? 0 : failure.getErrorCode();
    return like(new SQLTimeoutException(text, state == null ? STATE : state, code, cause), cause);
  }
}
