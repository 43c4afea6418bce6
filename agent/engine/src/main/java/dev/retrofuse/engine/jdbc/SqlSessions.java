package dev.retrofuse.engine.jdbc;

import dev.retrofuse.engine.Events;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Tells databases by their sessions which trace a statement belongs to: once for as long as a
 * connection works for the same one, since it may take a round trip.
 */
public final class SqlSessions {
  // 8 per bucket: 8,192 connections at most; those forgotten are told again.
  private static final int BUCKETS = 1_024;
  private static final String PARENT = "traceparent";

  /** Of a transaction that has failed already: nothing can be told before it is rolled back. */
  private static final String FAILED_TRANSACTION = "25P02";

  private final WeakIdentityMap<Told> sessions = new WeakIdentityMap<>(BUCKETS);
  private final Events events;

  /**
   * @param events where it is noted, once for each database and reason, that one cannot be told
   */
  public SqlSessions(Events events) {
    this.events = events;
  }

  /**
   * Tells the connection's session, if its database has a place for that. Where that fails the
   * statement goes on as it would have gone, and that connection is left alone from then on.
   *
   * @param statement that is about to be executed
   */
  public void tell(Connection connection, JdbcUrl url, Statement statement, RetrofuseGuard guard) {
    SessionPlace place = SessionPlace.of(url);
    Told told = sessions.get(connection);
    if (place == null || told == Told.NOTHING_EVER) {
      return;
    }
    try {
      tell(connection, place, told, statement, guard);
    } catch (SQLException untold) {
      if (!FAILED_TRANSACTION.equals(untold.getSQLState())) {
        leave(connection, url, untold, untold.getSQLState());
      }
    } catch (RuntimeException | LinkageError untold) {
      leave(connection, url, untold, null);
    }
  }

  private void leave(Connection connection, JdbcUrl url, Throwable untold, String state) {
    sessions.put(connection, Told.NOTHING_EVER);
    String kind = state == null ? untold.getClass().getName() : "SQLState " + state;
    events.note(
        "sql session " + url + ' ' + kind,
        "trace of statements: a session of "
            + url
            + " cannot be told ("
            + kind
            + ": "
            + reason(untold)
            + "); its statements go on untold until it is closed. Let the database's user, or the"
            + " pooler before it, set "
            + SessionPlace.of(url).what()
            + ", or set 'sql' of 'trace' to 'comment' or 'off'");
  }

  // Drivers wrap what the server said.
  private static String reason(Throwable untold) {
    Throwable cause = untold.getCause();
    return cause == null ? untold.getMessage() : cause.getMessage();
  }

  private void tell(
      Connection connection,
      SessionPlace place,
      Told told,
      Statement statement,
      RetrofuseGuard guard)
      throws SQLException {
    RetrofuseContext trace = RetrofuseThread.current().context();
    String there = place.read(connection, told == null ? null : told.text);
    if (told != null && trace != null && told.trace == trace && told.isStill(there)) {
      return;
    }
    RetrofuseContext outbound = RetrofuseTrace.outbound(guard);
    String parent = outbound == null ? null : outbound.value(PARENT);
    if (parent == null && (told == null || told.text == null)) {
      return;
    }
    String own = SessionPlace.isOurs(there) ? (told == null ? null : told.own) : there;
    String text = parent == null ? own : place.text(own, parent);
    if (!Objects.equals(text, there)) {
      place.write(connection, text, statement.getQueryTimeout());
    }
    sessions.put(connection, new Told(trace, own, parent == null ? null : text));
  }

  /** What a session was told last. Refers to nothing of the application's. */
  private static final class Told {
    static final Told NOTHING_EVER = new Told(null, null, null);

    /** That the thread worked for. */
    final RetrofuseContext trace;

    /** What the application had there. */
    final String own;

    /** What is there now; null for what the application had. */
    final String text;

    Told(RetrofuseContext trace, String own, String text) {
      this.trace = trace;
      this.own = own;
      this.text = text;
    }

    boolean isStill(String there) {
      return text == null || text.equals(there);
    }
  }
}
