package dev.retrofuse.engine.timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a statement that no cancel reaches, because the way to its database hangs: for the time of
 * the call its connection waits no longer for bytes than the call may take and {@link
 * #GRACE_MILLIS}. A driver that gives up so closes the connection.
 */
final class NetworkTimeOut {
  /** For a cancel to do its work: whoever is reached by it keeps the connection. */
  static final long GRACE_MILLIS = 5_000;

  /*
   * Threads that share a connection end in any order: who took another's bound for the application's own would set it
   * back last, and leave it there. So each of ours ends in 37 ms, and what does is left alone.
   */
  private static final int EACH_MILLIS = 100;
  private static final int OURS_MILLIS = 37;

  /** Nothing was changed. */
  static final int UNTOUCHED = -1;

  static final Executor HERE =
      new Executor() {
        @Override
        public void execute(Runnable work) {
          work.run();
        }
      };

  /** Whether the driver does not have it: then it is not asked again, for its refusals are dear. */
  private volatile boolean unknown;

  /**
   * Makes it stricter, unless it is stricter already.
   *
   * @param nanos how long the call may take
   * @return what {@link #restore} needs
   */
  int shorten(Statement statement, long nanos) {
    if (unknown) {
      return UNTOUCHED;
    }
    try {
      return shorten(statement.getConnection(), TimeUnit.NANOSECONDS.toMillis(nanos));
    } catch (SQLException | RuntimeException | LinkageError refuses) {
      unknown = !isOfConnection(refuses);
      return UNTOUCHED;
    }
  }

  private static int shorten(Connection connection, long millis) throws SQLException {
    int before = connection.getNetworkTimeout();
    int bound = bound(millis);
    if (before > 0 && (before <= bound || isOurs(before))) {
      return UNTOUCHED;
    }
    connection.setNetworkTimeout(HERE, bound);
    return before;
  }

  private static int bound(long millis) {
    long bound = Math.min(Integer.MAX_VALUE - EACH_MILLIS, millis + GRACE_MILLIS);
    return (int) (bound - bound % EACH_MILLIS + OURS_MILLIS);
  }

  private static boolean isOurs(int millis) {
    return millis % EACH_MILLIS == OURS_MILLIS;
  }

  /** It is the connection that is out of order: its driver may have what others need. */
  private static boolean isOfConnection(Throwable refuses) {
    String state = refuses instanceof SQLException ? ((SQLException) refuses).getSQLState() : null;
    return state != null && state.startsWith("08");
  }

  /** Sets it back. */
  static void restore(Statement statement, int before) {
    try {
      statement.getConnection().setNetworkTimeout(HERE, before);
    } catch (SQLException | RuntimeException | LinkageError closed) {
      // Nothing more will be read by it.
    }
  }

  /** Whether the connection can make no further call. */
  static boolean isClosed(Statement statement) {
    try {
      return statement.getConnection().isClosed();
    } catch (SQLException | RuntimeException | LinkageError closed) {
      return true;
    }
  }
}
