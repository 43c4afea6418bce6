package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which executions are made again, and how often. */
public abstract class JdbcRetryContract extends JdbcCallsContract {
  private static String retry(String keys) {
    return "    retry: {back-off: 1ms, max-back-off: 5ms" + keys + "}\n";
  }

  private String wrongQuery() {
    return "select name from from " + table;
  }

  private static void fails(int calls, TestAgent agent, String what, Executable call) {
    long before = agent.calls(RULE);
    SQLException thrown = assertThrows(SQLException.class, call, what);
    assertEquals(before + calls, agent.calls(RULE), what);
    assertFalse(thrown instanceof SQLTransientConnectionException, what);
  }

  @Test
  void aQueryIsMadeAgainAsOftenAsTheRuleSays() throws Exception {
    try (TestAgent agent = attach(wrongSqlFails() + COUNT + retry(""));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      fails(3, agent, "query", () -> statement.executeQuery(wrongQuery()));
      fails(3, agent, "execute", () -> statement.execute(wrongQuery()));
      assertEquals(agent.failures(RULE), 6);
      assertEquals(4, agent.retries(RULE).made());
      assertEquals(0, agent.retries(RULE).succeeded());
      countsOnce(agent, "what works", () -> statement.executeQuery(select).close());
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void whatMayHaveChangedSomethingIsNotMadeAgain() throws Exception {
    String wrongUpdate = "update " + table + " set set name = 1";
    try (TestAgent agent = attach(wrongSqlFails() + COUNT + retry(""));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      fails(1, agent, "update", () -> statement.executeUpdate(wrongUpdate));
      fails(1, agent, "two", () -> statement.execute(wrongQuery() + "; " + wrongUpdate));
      agent.rules(
          rule("url: '" + pattern() + "'", wrongSqlFails() + COUNT + retry(", calls: all")));
      fails(3, agent, "update by order", () -> statement.executeUpdate(wrongUpdate));
      statement.addBatch(wrongUpdate);
      fails(1, agent, "batch", statement::executeBatch);
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void withinATransactionNothingIsMadeAgain() throws Exception {
    try (TestAgent agent = attach(wrongSqlFails() + COUNT + retry(", calls: all"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      fails(1, agent, "query", () -> statement.executeQuery(wrongQuery()));
      connection.rollback();
      connection.setAutoCommit(true);
      fails(3, agent, "query afterwards", () -> statement.executeQuery(wrongQuery()));
    }
  }

  @Test
  void aBreakerThatOpensEndsTheRetriesWithTheFailureItself() throws Exception {
    // The first call is the connection's.
    String breaker = BREAKER.replace("300ms", "1m").replace("calls: 4", "calls: 3");
    try (TestAgent agent = attach(COUNT)) {
      Connection connection = connect();
      Statement statement = connection.createStatement();
      agent.rules(rule("url: '" + pattern() + "'", wrongSqlFails() + breaker + retry("")));
      fails(2, agent, "query", () -> statement.executeQuery(wrongQuery()));
      assertEquals(1, agent.retries(RULE).made());
      assertRefused(() -> statement.executeQuery(wrongQuery()));
      connection.close();
    }
  }

  @Test
  void observedRetriesAreOnlyCounted() throws Exception {
    try (TestAgent agent = attach(wrongSqlFails() + COUNT + retry("") + "    observe: retry\n");
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      fails(1, agent, "query", () -> statement.executeQuery(wrongQuery()));
      assertEquals(1, agent.retries(RULE).wouldRetry());
    }
  }

  @Test
  void aQueryThatWorksTheThirdTimeIsASuccess() throws Exception {
    try (TestAgent agent = attach(COUNT + retry(""));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      String flaky = flaky(connection, "53300", 2);
      if (flaky == null) {
        return;
      }
      counts(3, agent, "query", () -> one(statement.executeQuery(flaky)));
      try (PreparedStatement prepared =
          connection.prepareStatement(flaky(connection, "53300", 1))) {
        counts(2, agent, "prepared", () -> one(prepared.executeQuery()));
      }
      assertEquals(3, agent.retries(RULE).made());
      assertEquals(2, agent.retries(RULE).succeeded());
      String cancelled = flaky(connection, "57014", 1);
      fails(1, agent, "cancelled", () -> statement.executeQuery(cancelled));
      counts(1, agent, "the next", () -> one(statement.executeQuery(cancelled)));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static void one(ResultSet result) throws SQLException {
    assertTrue(result.next());
    assertEquals(1, result.getInt(1));
    result.close();
  }
}
