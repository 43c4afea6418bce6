package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.alibaba.druid.pool.DruidDataSource;
import com.alibaba.druid.pool.ExceptionSorter;
import com.alibaba.druid.pool.vendor.MySqlExceptionSorter;
import com.alibaba.druid.pool.vendor.OracleExceptionSorter;
import com.alibaba.druid.pool.vendor.PGExceptionSorter;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariDataSource;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.beans.PropertyVetoException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A pool keeps its healthy connection although statements on it are rejected, and counts no call
 * twice.
 */
class PoolsTest {
  private static final int TIMES = 20;
  private static final String URL = "jdbc:h2:mem:pools;DB_CLOSE_DELAY=-1";
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:h2:mem:pools**" } }
          failures: { sql-states: ["42"] }
          breaker: { window: 1000 calls, minimum-calls: 4, open-wait: 10m, max-open-wait: 10m }
      """;

  private static final String WAITS =
      """
      rules:
        - name: waits
          match: { jdbc: { url: "jdbc:**", operation: BORROW } }
          bulkhead: { max-concurrent: 1 }
        - name: db
          match: { jdbc: { url: "jdbc:h2:mem:pools**" } }
          breaker: { minimum-calls: 1000 }
      """;

  private static final String TRACED =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:h2:mem:pools**" } }
          trace: { sql: prepared }
      """;

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static TestWeaving woven;

  @BeforeAll
  static void weave() {
    woven = TestWeaving.of(new JdbcInstrumentation());
  }

  @AfterAll
  static void unweave() {
    woven.close();
  }

  private static final List<ExceptionSorter> DRUIDS_SORTERS =
      List.of(new MySqlExceptionSorter(), new OracleExceptionSorter(), new PGExceptionSorter());

  private static void keepsItsConnection(DataSource pool) throws SQLException {
    String before = session(pool);
    try (TestAgent agent = TestAgent.attach(RULES, woven)) {
      countsOnce(agent, pool);
      trip(pool);
      for (int i = 0; i < TIMES; i++) {
        assertRejected(pool);
      }
      assertTrue(agent.refused("db") >= TIMES, () -> agent.refused("db") + " refused");
      agent.rules(RULES + "    fallback: { empty-result: true }\n");
      assertEmpty(pool);
      agent.engine().off();
      assertEquals(before, session(pool), "the pool has another connection");
      assertEquals(new ArrayList<>(), agent.faults());
    }
    refusesWaiters(pool);
    tellsTheTraceOnce(pool);
  }

  private static void tellsTheTraceOnce(DataSource pool) throws SQLException {
    String comment = " /*traceparent='" + PARENT + "'*/";
    String insert = "insert into told " + OwnText.H2;
    try (TestAgent agent = TestAgent.attach(TRACED, woven);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table told (text varchar)");
      RetrofuseContext before = RetrofuseTrace.begin(PARENT, null, null);
      try (PreparedStatement prepared = connection.prepareStatement(OwnText.H2)) {
        assertEquals(OwnText.H2 + comment, text(statement.executeQuery(OwnText.H2)));
        assertEquals(OwnText.H2 + comment, text(prepared.executeQuery()));
        statement.addBatch(insert);
        statement.executeBatch();
      } finally {
        RetrofuseTrace.restore(before);
      }
      assertEquals(insert + comment, text(statement.executeQuery("select text from told")));
      statement.execute("drop table told");
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static String text(ResultSet results) throws SQLException {
    try (ResultSet rows = results) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  /** One may wait for the connection; the next is refused at once. */
  private static void refusesWaiters(DataSource pool) throws SQLException {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (TestAgent agent = TestAgent.attach(WAITS, woven)) {
      Connection held = pool.getConnection();
      Future<String> waiter = threads.submit(() -> session(pool));
      while (agent.concurrent("waits") == 0) {
        assertFalse(waiter.isDone());
        Thread.onSpinWait();
      }
      SQLException rejection = assertThrows(SQLException.class, pool::getConnection);
      assertEquals("08001", rejection.getSQLState());
      held.close();
      waiter.get();
      session(pool);
      assertEquals(0, agent.concurrent("waits"));
      assertEquals(1, agent.refused("waits"));
      assertEquals(3, agent.calls("waits"));
      assertEquals(2, agent.calls("db"), "statements; the connection was there");
      assertEquals(new ArrayList<>(), agent.faults());
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void countsOnce(TestAgent agent, DataSource pool) throws SQLException {
    long before = agent.calls("db");
    session(pool);
    assertEquals(before + 1, agent.calls("db"));
  }

  private static void trip(DataSource pool) throws SQLException {
    for (int i = 0; i < 5; i++) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        assertThrows(SQLException.class, () -> statement.executeQuery("selekt 1"));
      }
    }
  }

  private static void assertRejected(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      SQLException rejection =
          assertThrows(SQLException.class, () -> statement.executeQuery("select 1"));
      assertEquals(SQLTransientConnectionException.class, rejection.getClass());
      assertEquals("53000", rejection.getSQLState());
    }
  }

  private static void assertEmpty(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet none = statement.executeQuery("select 1")) {
        assertFalse(none.next());
        assertEquals(0, none.getMetaData().getColumnCount());
      }
      assertTrue(statement.execute("select 1"));
      try (ResultSet none = statement.getResultSet()) {
        assertFalse(none.next());
      }
    }
  }

  /** The number that the database gave to the one connection of the pool. */
  private static String session(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return text(statement.executeQuery("select session_id()"));
    }
  }

  @Test
  void hikari() throws SQLException {
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0"); // validate at each borrowing
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(URL);
      pool.setMaximumPoolSize(1);
      keepsItsConnection(pool);
    }
  }

  @Test
  void hikariWithATestQuery() throws SQLException {
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(URL);
      pool.setMaximumPoolSize(1);
      pool.setConnectionTestQuery("select 2");
      keepsItsConnection(pool);
    }
  }

  @Test
  void dbcp2() throws SQLException {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setUrl(URL);
      pool.setMaxTotal(1);
      pool.setTestOnBorrow(true);
      pool.setValidationQuery("select 2");
      keepsItsConnection(pool);
    }
  }

  @Test
  void tomcat() throws SQLException {
    PoolProperties properties = new PoolProperties();
    properties.setUrl(URL);
    properties.setDriverClassName("org.h2.Driver");
    properties.setMaxActive(1);
    properties.setInitialSize(1);
    properties.setTestOnBorrow(true);
    properties.setValidationQuery("select 2");
    properties.setValidationInterval(0);
    org.apache.tomcat.jdbc.pool.DataSource pool =
        new org.apache.tomcat.jdbc.pool.DataSource(properties);
    try {
      keepsItsConnection(pool);
    } finally {
      pool.close();
    }
  }

  @Test
  void c3p0() throws SQLException, PropertyVetoException {
    ComboPooledDataSource pool = new ComboPooledDataSource();
    try {
      pool.setDriverClass("org.h2.Driver");
      pool.setJdbcUrl(URL);
      pool.setInitialPoolSize(1);
      pool.setMinPoolSize(1);
      pool.setMaxPoolSize(1);
      pool.setTestConnectionOnCheckout(true);
      keepsItsConnection(pool);
    } finally {
      pool.close();
    }
  }

  @Test
  void dbcp1() throws SQLException {
    org.apache.commons.dbcp.BasicDataSource pool = new org.apache.commons.dbcp.BasicDataSource();
    try {
      pool.setUrl(URL);
      pool.setMaxActive(1);
      pool.setTestOnBorrow(true);
      pool.setValidationQuery("select 2");
      keepsItsConnection(pool);
    } finally {
      pool.close();
    }
  }

  @Test
  void druid() throws SQLException {
    for (ExceptionSorter sorter : DRUIDS_SORTERS) {
      try (DruidDataSource pool = new DruidDataSource()) {
        pool.setUrl(URL);
        pool.setMaxActive(1);
        pool.setInitialSize(1);
        pool.setTestOnBorrow(true);
        pool.setValidationQuery("select 2");
        pool.setExceptionSorter(sorter);
        keepsItsConnection(pool);
      }
    }
  }

  /** Druid's filters wrap each statement once more. */
  @Test
  void druidWithFilters() throws SQLException {
    try (DruidDataSource pool = new DruidDataSource()) {
      pool.setUrl(URL);
      pool.setMaxActive(1);
      pool.setInitialSize(1);
      pool.setFilters("stat");
      keepsItsConnection(pool);
    }
  }

  @Test
  void p6spyInHikari() throws SQLException {
    System.setProperty("p6spy.config.appender", "com.p6spy.engine.spy.appender.Slf4JLogger");
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(URL.replace("jdbc:", "jdbc:p6spy:"));
      pool.setMaximumPoolSize(1);
      keepsItsConnection(pool);
    }
  }
}
