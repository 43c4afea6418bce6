package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What counts as a call of JDBC, and how often. */
public abstract class JdbcCallsContract extends JdbcFixture {
  @Test
  void everyExecutionOfAStatementCountsOnce() throws Exception {
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      countsOnce(agent, "execute", () -> statement.execute(select));
      countsOnce(agent, "executeQuery", () -> statement.executeQuery(select).close());
      countsOnce(agent, "executeUpdate", () -> statement.executeUpdate(insert()));
      if (hasLargeUpdates()) {
        countsOnce(agent, "executeLargeUpdate", () -> statement.executeLargeUpdate(insert()));
      }
      statement.addBatch(insert());
      statement.addBatch(insert());
      countsOnce(agent, "executeBatch", statement::executeBatch);
      assertEquals(0, agent.failures(RULE));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void everyExecutionOfAPreparedStatementCountsOnce() throws Exception {
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(select);
        PreparedStatement change = connection.prepareStatement(update)) {
      countsOnce(agent, "execute", query::execute);
      countsOnce(agent, "executeQuery", () -> query.executeQuery().close());
      countsOnce(agent, "executeUpdate", change::executeUpdate);
      if (hasLargeUpdates()) {
        countsOnce(agent, "executeLargeUpdate", change::executeLargeUpdate);
      }
      change.addBatch();
      change.addBatch();
      countsOnce(agent, "executeBatch", change::executeBatch);
      assertEquals(0, agent.failures(RULE));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void everyExecutionOfACallableStatementCountsOnce() throws Exception {
    if (call() == null) {
      return;
    }
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect()) {
      long before = agent.calls(RULE);
      try (CallableStatement call = connection.prepareCall(call())) {
        assertEquals(before, agent.calls(RULE), "prepareCall");
        countsOnce(agent, "execute", call::execute);
        countsOnce(agent, "executeQuery", () -> call.executeQuery().close());
        countsOnceIfAtAll(agent, "executeUpdate", call::executeUpdate);
        countsOnceIfAtAll(agent, "executeLargeUpdate", call::executeLargeUpdate);
        countsOnceIfAtAll(agent, "addBatch", () -> batch(call).executeBatch());
        countsOnceIfAtAll(agent, "addBatch", () -> batch(call).executeLargeBatch());
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static Statement batch(PreparedStatement statement) throws SQLException {
    statement.clearBatch();
    statement.addBatch();
    statement.addBatch();
    return statement;
  }

  @Test
  void everyExecutionThatAsksForKeysCountsOnce() throws Exception {
    if (!hasGeneratedKeys()) {
      return;
    }
    int keys = Statement.RETURN_GENERATED_KEYS;
    String[] names = {nameOfId()};
    int[] indexes = {1};
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      countsOnce(agent, "no", () -> statement.execute(insert(), Statement.NO_GENERATED_KEYS));
      countsOnce(agent, "update", () -> statement.executeUpdate(insert(), keys));
      counts(0, agent, "keys", () -> statement.getGeneratedKeys().close());
      countsOnceIfAtAll(agent, "execute", () -> statement.execute(insert(), keys));
      countsOnceIfAtAll(agent, "name", () -> statement.executeUpdate(insert(), names));
      countsOnceIfAtAll(agent, "name, execute", () -> statement.execute(insert(), names));
      countsOnceIfAtAll(agent, "index", () -> statement.executeUpdate(insert(), indexes));
      countsOnceIfAtAll(agent, "index, execute", () -> statement.execute(insert(), indexes));
      countsOnceIfAtAll(agent, "large", () -> statement.executeLargeUpdate(insert(), keys));
      countsOnceIfAtAll(agent, "large name", () -> statement.executeLargeUpdate(insert(), names));
      countsOnceIfAtAll(
          agent, "large index", () -> statement.executeLargeUpdate(insert(), indexes));
      try (PreparedStatement prepared = connection.prepareStatement(insert(), keys)) {
        countsOnce(agent, "prepared", prepared::executeUpdate);
        counts(0, agent, "keys", () -> prepared.getGeneratedKeys().close());
      }
      assertEquals(0, agent.failures(RULE));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void everyLargeBatchCountsOnce() throws Exception {
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement change = connection.prepareStatement(update)) {
      statement.addBatch(insert());
      statement.addBatch(insert());
      countsOnceIfAtAll(agent, "executeLargeBatch", statement::executeLargeBatch);
      countsOnceIfAtAll(agent, "prepared", () -> batch(change).executeLargeBatch());
      assertEquals(0, agent.failures(RULE));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void connectingCountsOnce() throws Exception {
    try (TestAgent agent = attach(COUNT)) {
      countsOnce(agent, "connect", () -> connect().close());
      agent.rules(rule("url: 'jdbc:**'", COUNT));
      assertNull(driver().connect("jdbc:elsewhere:x", properties()));
      assertEquals(0, agent.calls(RULE), "a URL of another driver");
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void whatKeepsAConnectionInOrderIsNoCall() throws Exception {
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      counts(1, agent, "transaction", () -> useTransaction(connection, statement));
      if (isJdbc4()) {
        counts(0, agent, "isolation", connection::getTransactionIsolation);
        counts(0, agent, "isValid", () -> assertTrue(connection.isValid(5)));
      }
    }
  }

  private void useTransaction(Connection connection, Statement statement) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    statement.executeUpdate(insert());
    connection.rollback();
    connection.commit();
    connection.getWarnings();
    connection.setAutoCommit(true);
  }

  static String name(ResultSet result) throws SQLException {
    assertTrue(result.next());
    String name = result.getString(1);
    result.close();
    return name;
  }
}
