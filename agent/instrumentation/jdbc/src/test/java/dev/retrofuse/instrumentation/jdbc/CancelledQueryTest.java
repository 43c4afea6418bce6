package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A query of MariaDB's that somebody cancels while a rule would make it again. */
class CancelledQueryTest {
  private static final String URL = "jdbc:mariadb://127.0.0.1/test?user=root";
  private static final String QUERY = "select sleep(20) from dozing";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:mariadb:**", table: dozing } }
          retry: { back-off: 1ms, max-back-off: 5ms }
          breaker: {}
          time-out: { call: %s }
      """;
  private static TestWeaving woven;

  @BeforeAll
  static void begin() throws SQLException {
    woven = TestWeaving.of(new JdbcInstrumentation());
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create or replace table dozing as select 1 as id");
    }
  }

  @AfterAll
  static void end() throws SQLException {
    woven.close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table dozing");
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(URL);
  }

  @Test
  void aQueryThatIsKilledIsNeitherMadeAgainNorAFailure() throws Exception {
    try (TestAgent agent = attach("1h");
        Connection connection = connect();
        Connection other = connect();
        Statement statement = connection.createStatement();
        Statement killer = other.createStatement()) {
      long id = id(statement);
      FutureTask<ResultSet> query = begin(statement);
      awaitBegin(killer, id);
      killer.execute("kill query " + id);
      assertCancelled(query, agent);
    }
  }

  @Test
  void aQueryThatTheApplicationCancelsIsNeitherMadeAgainNorAFailure() throws Exception {
    try (TestAgent agent = attach("1h");
        Connection connection = connect();
        Connection other = connect();
        Statement statement = connection.createStatement();
        Statement onlooker = other.createStatement()) {
      long id = id(statement);
      FutureTask<ResultSet> query = begin(statement);
      awaitBegin(onlooker, id);
      statement.cancel();
      assertCancelled(query, agent);
    }
  }

  @Test
  void aQueryThatTheRuleCutsIsATimeOut() throws Exception {
    try (TestAgent agent = attach("200ms");
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      SQLException thrown =
          assertThrows(SQLTimeoutException.class, () -> statement.executeQuery(QUERY));
      assertEquals("70100", thrown.getSQLState());
      assertEquals(3, agent.failures("db"));
      assertEquals(2, agent.retries("db").made());
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static TestAgent attach(String timeOut) {
    return TestAgent.attach(RULES.formatted(timeOut), woven);
  }

  private static long id(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("select connection_id()")) {
      result.next();
      return result.getLong(1);
    }
  }

  private static FutureTask<ResultSet> begin(Statement statement) {
    FutureTask<ResultSet> query = new FutureTask<>(() -> statement.executeQuery(QUERY));
    new Thread(query).start();
    return query;
  }

  private static void awaitBegin(Statement onlooker, long id) throws SQLException {
    String asks =
        "select 1 from information_schema.processlist where state = 'User sleep' and id = " + id;
    long start = System.nanoTime();
    for (boolean sleeps = false; !sleeps; LockSupport.parkNanos(1_000_000)) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "it never began");
      try (ResultSet result = onlooker.executeQuery(asks)) {
        sleeps = result.next();
      }
    }
  }

  private static void assertCancelled(FutureTask<ResultSet> query, TestAgent agent) {
    Throwable thrown = assertThrows(ExecutionException.class, query::get).getCause();
    assertEquals(1317, assertInstanceOf(SQLException.class, thrown).getErrorCode());
    assertEquals(1, agent.calls("db"));
    assertEquals(0, agent.failures("db"));
    assertEquals(0, agent.retries("db").made());
    assertEquals(new ArrayList<>(), agent.faults());
  }
}
