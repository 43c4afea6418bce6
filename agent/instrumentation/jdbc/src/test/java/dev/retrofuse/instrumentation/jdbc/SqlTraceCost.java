package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What telling databases the trace costs; its figures are in docs/rules.md. */
class SqlTraceCost {
  private static final int TIMES = 200;
  private static final int ROUNDS = 100;

  /** Of each trace. */
  private int executions = 1;

  @Test
  void postgres() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:5432/test?user=postgres";
    String count =
        "select count(*) from pg_prepared_statements where statement like 'select $1 + 1%'";
    assertEquals(1, measure("PostgreSQL", url, count, "comment")[1]);
    assertEquals(0, measure("PostgreSQL", url, count, "prepared")[1]);
    String first = url + "&prepareThreshold=1";
    assertEquals(1, measure("PostgreSQL, prepareThreshold=1", first, count, "comment")[1]);
    assertTrue(measure("PostgreSQL, prepareThreshold=1", first, count, "prepared")[1] > 100);
  }

  @Test
  void mariaDb() throws SQLException {
    String url = "jdbc:mariadb://127.0.0.1/test?user=root&useServerPrepStmts=true";
    String count =
        "select variable_value from information_schema.global_status"
            + " where variable_name = 'PREPARED_STMT_COUNT'";
    measure("MariaDB, useServerPrepStmts", url, count, "comment");
    assertTrue(measure("MariaDB, useServerPrepStmts", url, count, "prepared")[1] > 100);
  }

  /** A new trace for each execution costs a round trip; another execution of one costs nothing. */
  @Test
  void sessions() throws SQLException {
    for (String url :
        new String[] {
          "jdbc:postgresql://127.0.0.1:5432/test?user=postgres",
          "jdbc:mariadb://127.0.0.1/test?user=root"
        }) {
      String count = "select 0";
      for (String mode : new String[] {"off", "session"}) {
        executions = 1;
        measure(url.substring(5, 12) + ", a trace each", url, count, mode);
        executions = 20;
        measure(url.substring(5, 12) + ", 20 of a trace", url, count, mode);
      }
    }
  }

  /** Nanoseconds of an execution, and how many statements the server then holds as prepared. */
  private long[] measure(String what, String url, String count, String mode) throws SQLException {
    String rules =
        "rules: [{ name: db, match: { jdbc: { url: '**' } }, trace: { sql: " + mode + " } }]";
    try (TestAgent agent = TestAgent.attach(rules, TestWeaving.of(new JdbcInstrumentation()));
        Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        best = Math.min(best, round(connection));
      }
      try (ResultSet rows = statement.executeQuery(count)) {
        assertTrue(rows.next());
        long held = rows.getLong(1);
        String line = "%s, sql: %s: %.1f us an execution, %d prepared on the server%n";
        System.out.printf(Locale.ROOT, line, what, mode, best / 1e3, held);
        return new long[] {best, held};
      } finally {
        assertEquals(0, agent.faults().size());
      }
    }
  }

  private long round(Connection connection) throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < TIMES; i += executions) {
      String parent = String.format("00-%032x-00f067aa0ba902b7-01", System.nanoTime());
      RetrofuseContext before = RetrofuseTrace.begin(parent, null, null);
      try {
        for (int j = 0; j < executions; j++) {
          execute(connection, i);
        }
      } finally {
        RetrofuseTrace.restore(before);
      }
    }
    return (System.nanoTime() - start) / TIMES;
  }

  private static void execute(Connection connection, int value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select ? + 1")) {
      statement.setInt(1, value);
      statement.executeQuery().close();
    }
  }
}
