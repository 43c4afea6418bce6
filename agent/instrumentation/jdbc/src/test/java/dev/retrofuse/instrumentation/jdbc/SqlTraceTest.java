package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The comment with the trace, where a rule does more with a statement. */
public class SqlTraceTest {
  private static final String URL = "jdbc:h2:mem:traced;DB_CLOSE_DELAY=-1";
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String QUERY = "select watched()";
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:h2:mem:traced**" } }
          trace: { sql: comment, mode: join }
      """;

  private static final List<String> seen = new ArrayList<>();
  private static Connection observer;
  private static TestWeaving woven;

  @BeforeAll
  static void weave() throws SQLException {
    observer = DriverManager.getConnection(URL);
    try (Statement statement = observer.createStatement()) {
      statement.execute("create alias watched for '" + SqlTraceTest.class.getName() + ".watched'");
    }
    woven = TestWeaving.of(new JdbcInstrumentation());
  }

  @AfterAll
  static void unweave() throws SQLException {
    woven.close();
    observer.close();
  }

  /** Called by the database: notes the text that calls it, and fails the first two times. */
  public static int watched() throws SQLException {
    String running =
        "select executing_statement from information_schema.sessions"
            + " where executing_statement like '"
            + QUERY
            + "%'";
    try (Statement statement = observer.createStatement();
        ResultSet rows = statement.executeQuery(running)) {
      while (rows.next()) {
        seen.add(rows.getString(1));
      }
    }
    if (seen.size() < 3) {
      throw new SQLException("trouble", "58030");
    }
    return 1;
  }

  private static void runs() throws SQLException {
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, null, null);
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.executeQuery(QUERY).close();
    } finally {
      RetrofuseTrace.restore(before);
    }
  }

  @Test
  void eachTryIsACallOfItsOwn() throws SQLException {
    seen.clear();
    try (TestAgent agent = TestAgent.attach(RULES + "    retry: { back-off: 1ms }\n", woven)) {
      runs();
      assertEquals(3, seen.size(), seen::toString);
      for (String text : seen) {
        String start = QUERY + " /*traceparent='" + PARENT.substring(0, 36);
        assertTrue(text.startsWith(start) && text.endsWith("'*/"), text);
        assertFalse(text.contains(PARENT), text);
      }
      assertNotEquals(seen.get(0), seen.get(1));
      assertNotEquals(seen.get(1), seen.get(2));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }
}
