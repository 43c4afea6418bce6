package dev.retrofuse.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of an application that query and query; what fails is tried again on a new connection.
 */
final class Workers implements AutoCloseable {
  static final int THREADS = 4;

  private final AtomicLong successes = new AtomicLong();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final Source source;
  private final String query;
  private volatile boolean stopped;

  /** Where they get their connections. */
  interface Source {
    Connection connect() throws SQLException;
  }

  Workers(Source source, String query) {
    this.source = source;
    this.query = query;
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(this::work, "worker-" + i));
    }
    threads.forEach(Thread::start);
  }

  long successes() {
    return successes.get();
  }

  /** Class and SQLState of each kind of failure, or what no application expects. */
  Set<String> failures() {
    return failures;
  }

  private void work() {
    while (!stopped) {
      try (Connection connection = source.connect();
          Statement statement = connection.createStatement()) {
        while (!stopped) {
          query(statement);
        }
      } catch (SQLException e) {
        failures.add(e.getClass().getSimpleName() + " " + e.getSQLState());
      } catch (RuntimeException | Error unexpected) {
        failures.add("unexpected " + unexpected);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void query(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      successes.addAndGet(rows.next() ? 1 : 0);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
