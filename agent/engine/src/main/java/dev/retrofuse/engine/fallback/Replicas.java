package dev.retrofuse.engine.fallback;

import dev.retrofuse.engine.jdbc.Copies;
import dev.retrofuse.waist.RetrofuseThread;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Opens connections to replicas. That is a call like any other, under the rule of the replica's
 * URL, but one that has no replica itself: a circle of rules ends after one step.
 */
public final class Replicas {
  // Of no value of ours: the application's threads keep nothing of the agent.
  private final ThreadLocal<Boolean> opening = new ThreadLocal<>();

  /** Null where it cannot be had: then the first failure stands. */
  public Connection open(Driver driver, String url, Object info) {
    if (opening.get() != null) {
      return null;
    }
    Properties copy = info instanceof Properties ? Copies.of((Properties) info) : new Properties();
    opening.set(true);
    try {
      Connection connection = driver.connect(url, copy);
      return connection == null ? null : readOnly(connection);
    } catch (Exception | LinkageError unreachable) {
      return null;
    } finally {
      opening.remove();
    }
  }

  private static Connection readOnly(Connection connection) throws SQLException {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.JDBC);
    try {
      connection.setReadOnly(true);
      return connection;
    } catch (SQLException | RuntimeException refuses) {
      connection.close();
      throw refuses;
    } finally {
      thread.leave(RetrofuseThread.JDBC);
    }
  }
}
