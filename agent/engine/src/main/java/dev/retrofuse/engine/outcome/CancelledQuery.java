package dev.retrofuse.engine.outcome;

import java.sql.SQLException;

/** What databases say of a query that somebody cancelled: he meant it. */
public final class CancelledQuery {
  /** PostgreSQL and others, where the database's own time-outs look the same. */
  private static final String CANCELLED = "57014";

  /** MySQL and MariaDB, whose time-outs have the state, but another code. */
  private static final String INTERRUPTED = "70100";

  private static final int INTERRUPTED_CODE = 1317;

  private CancelledQuery() {}

  /** Whether it is one, and no time-out. */
  public static boolean is(Throwable thrown) {
    return thrown instanceof SQLException
        && ((SQLException) thrown).getErrorCode() == INTERRUPTED_CODE
        && INTERRUPTED.equals(((SQLException) thrown).getSQLState());
  }

  /** Whether it is one, or a time-out that looks the same. */
  public static boolean mayBe(Throwable thrown) {
    return is(thrown)
        || (thrown instanceof SQLException
            && CANCELLED.equals(((SQLException) thrown).getSQLState()));
  }
}
