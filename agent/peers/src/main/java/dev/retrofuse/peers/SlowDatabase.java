package dev.retrofuse.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** H2 behind a HikariCP of 10 connections, and a table that takes minutes to read. */
public final class SlowDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 10;
  private static final int SLOW_CALLERS = 30;
  private static final long CONNECTION_TIMEOUT_MILLIS = 3_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final String SLOW = "SELECT SUM(PAUSE(X)) FROM SLOW";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static volatile boolean over;

  private final HikariDataSource pool;
  private final AtomicInteger begun = new AtomicInteger();
  private final List<Thread> callers = new ArrayList<>();

  public SlowDatabase() {
    over = false;
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:h2:mem:slow-" + NUMBER.incrementAndGet());
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    pool = new HikariDataSource(settings);
    execute(
        "CREATE TABLE SLOW AS SELECT X FROM SYSTEM_RANGE(1, 100000)",
        "CREATE ALIAS PAUSE FOR 'dev.retrofuse.peers.SlowDatabase.pause'");
  }

  private void execute(String... statements) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What reading a row of the slow table costs; called by H2. */
  public static int pause(int row) {
    if (!over) {
      Await.pause(1);
    }
    return row;
  }

  /** How a statement of the driver's is executed. */
  public interface Execution {
    void execute(Statement statement, String sql) throws SQLException;
  }

  /** How many callers were served, and the longest that one of them waited for it, or in vain. */
  public record Waits(int served, long longestMillis) {}

  /** Slow callers take all connections; then that many others come at once. */
  public Waits play(int others, Execution execution) {
    for (int i = 0; i < SLOW_CALLERS; i++) {
      start(() -> call(SLOW, execution));
    }
    Await.until("no connection is left", () -> begun.get() >= CONNECTIONS);
    AtomicInteger served = new AtomicInteger();
    AtomicLong longest = new AtomicLong();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      waiting.add(
          start(
              () -> {
                long start = System.nanoTime();
                served.addAndGet(call("VALUES 1", execution) ? 1 : 0);
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
              }));
    }
    Await.ended(waiting);
    return new Waits(served.get(), longest.get() / NANOS_PER_MILLI);
  }

  private Thread start(Runnable caller) {
    Thread thread = new Thread(caller, "caller-" + callers.size());
    callers.add(thread);
    thread.start();
    return thread;
  }

  private boolean call(String sql, Execution execution) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      begun.incrementAndGet();
      execution.execute(statement.unwrap(org.h2.jdbc.JdbcStatement.class), sql);
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }

  @Override
  public void close() {
    over = true;
    Await.ended(callers);
    pool.close();
  }
}
