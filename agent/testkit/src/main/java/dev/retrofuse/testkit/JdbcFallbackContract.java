package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What the application gets in place of a query. */
public abstract class JdbcFallbackContract extends JdbcRetryContract {
  @Test
  void aRefusedQueryHasAnEmptyResultWhereTheRuleSaysSo() throws Exception {
    String empty = "    fallback: {empty-result: true}\n";
    try (TestAgent agent = attach(wrongSqlFails() + BREAKER.replace("300ms", "1m") + empty);
        Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(select);
        PreparedStatement change = connection.prepareStatement(update)) {
      trip(agent, statement);
      assertEmpty(statement.executeQuery(select), statement);
      assertEmpty(prepared.executeQuery(), prepared);
      assertTrue(prepared.execute());
      assertEmpty(prepared.getResultSet(), prepared);
      assertEquals(-1, prepared.getUpdateCount());
      assertFalse(prepared.getMoreResults());
      assertNull(prepared.getResultSet());
      assertEquals(-1, prepared.getUpdateCount());
      assertRefused(() -> statement.execute(insert()));
      assertRefused(change::executeUpdate);
      assertRefused(() -> connect().close(), "08001");
      assertEquals(3, agent.status(RULE).get(0).fallbacks());
      agent.rules(rule("url: 'jdbc:nothing:**'", COUNT));
      assertEquals("first", name(prepared.executeQuery()));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private void assertEmpty(ResultSet result, Statement statement) throws SQLException {
    assertFalse(result.next());
    assertEquals(0, result.getMetaData().getColumnCount());
    assertEquals(statement, result.getStatement());
    assertThrows(SQLException.class, () -> result.getString(1));
    assertThrows(SQLException.class, () -> result.getBoolean("name"));
    result.close();
    assertThrows(SQLException.class, result::next);
    assertTrue(result.isClosed());
  }

  @Test
  void aFailedQueryHasAnEmptyResultWhereTheRuleSaysSo() throws Exception {
    String empty = "    fallback: {for: failed, empty-result: true}\n";
    String fails = "    failures: {exceptions: java.sql.SQLException}\n";
    String missing = select.replace(table, "nothing_at_all");
    try (TestAgent agent = attach(fails + COUNT + empty);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertEmpty(statement.executeQuery(missing), statement);
      assertEquals(1, agent.failures(RULE));
      agent.rules(rule("url: '" + pattern() + "'", COUNT + empty + "    mode: observe\n"));
      assertThrows(SQLException.class, () -> statement.executeQuery(missing));
      assertEquals(1, agent.status(RULE).get(0).fallbacks());
    }
  }
}
