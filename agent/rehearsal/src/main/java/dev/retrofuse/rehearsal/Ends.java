package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.PlannedCalls;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;

/** How calls end, as the libraries tell it. */
final class Ends {
  private static final int OK = 200;
  private static final String UNREACHABLE_STATE = "08001";

  private Ends() {}

  /** The status of a call that ended well, or with one. */
  static int status(Kind kind, String with) {
    if (kind != Kind.HTTP) {
      return 0;
    }
    return with == null ? OK : isStatus(with) ? Integer.parseInt(with) : 0;
  }

  private static boolean isStatus(String with) {
    return Character.isDigit(with.charAt(0));
  }

  /**
   * Null where the call ended with an answer.
   *
   * @param with as {@link PlannedCalls#with}; null for a call that ended well
   */
  static Throwable failure(Kind kind, String with) {
    if (with == null || (kind == Kind.HTTP && isStatus(with))) {
      return null;
    }
    return kind == Kind.JDBC ? ofDatabase(with) : ofNetwork(with);
  }

  private static Throwable ofNetwork(String with) {
    return with.equals(PlannedCalls.TIME_OUT)
        ? new SocketTimeoutException("rehearsed")
        : new ConnectException("rehearsed");
  }

  private static Throwable ofDatabase(String with) {
    if (with.equals(PlannedCalls.TIME_OUT)) {
      return new SQLTimeoutException("rehearsed");
    }
    return with.equals(PlannedCalls.UNREACHABLE)
        ? new SQLNonTransientConnectionException("rehearsed", UNREACHABLE_STATE)
        : new SQLException("rehearsed", with);
  }

  /** The SQLState of a statement that failed so; null for none. */
  static String state(String with) {
    return with.equals(PlannedCalls.UNREACHABLE)
        ? UNREACHABLE_STATE
        : with.equals(PlannedCalls.TIME_OUT) ? null : with;
  }
}
