package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A session that cannot be told the trace of its statements. */
class UntoldSessionTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:postgresql:**" } }
          breaker: { failure-rate: 50% }
          trace: { sql: session }
      """;

  private static Connection connect(RefusingPooler pooler) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("gssEncMode", "disable");
    String url = "jdbc:postgresql://127.0.0.1:" + pooler.port() + "/test";
    return new org.postgresql.Driver().connect(url, properties);
  }

  private static void queries(RefusingPooler pooler) throws SQLException {
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, null, null);
    try (Connection connection = connect(pooler);
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 3; i++) {
        try (ResultSet rows = statement.executeQuery("select " + i)) {
          assertTrue(rows.next());
          assertEquals(i, rows.getInt(1));
        }
      }
    } finally {
      RetrofuseTrace.restore(before);
    }
  }

  @Test
  void isLeftAloneAndTheOperatorIsToldOnce() throws Exception {
    try (RefusingPooler pooler = new RefusingPooler(5432, TRACE);
        TestAgent agent = TestAgent.attach(RULES, new JdbcInstrumentation())) {
      queries(pooler);
      assertEquals(1, pooler.refused(), "not again before each statement");
      queries(pooler);
      assertEquals(2, pooler.refused(), "another connection may be another");
      assertEquals(1, Set.copyOf(agent.notes()).size(), () -> agent.notes().toString());
      String note = agent.notes().get(0);
      assertTrue(note.contains("jdbc:postgresql://127.0.0.1:" + pooler.port() + "/test"), note);
      assertTrue(note.contains("SQLState 42501") && note.contains("not here"), note);
      assertTrue(note.contains("application_name") && note.contains("'comment'"), note);
      assertEquals(0, agent.failures("db"));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }
}
