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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for JDBC whatever the driver; one subclass per driver. */
public abstract class JdbcContract extends JdbcTraceContract {
  @Test
  void whatTheDatabaseAnswersIsNoFailure() throws Exception {
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      long before = agent.calls(RULE);
      assertThrows(SQLException.class, () -> statement.executeUpdate(insertAgain()));
      assertThrows(SQLException.class, () -> statement.executeQuery(wrongSql()));
      statement.addBatch(insertAgain());
      assertThrows(SQLException.class, statement::executeBatch);
      for (String state : answers()) {
        assertThrows(SQLException.class, () -> statement.execute(raise(state)), state);
      }
      assertEquals(before + 3 + answers().size(), agent.calls(RULE));
      assertEquals(0, agent.failures(RULE));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private List<String> answers() {
    return raise("") == null ? new ArrayList<>() : Arrays.asList("22001", "23505", "40001");
  }

  @Test
  void aDatabaseInTroubleIsAFailure() throws Exception {
    if (raise("") == null) {
      return;
    }
    try (TestAgent agent = attach(COUNT)) {
      for (String state : Arrays.asList("08006", "53100", "57014", "58030")) {
        long before = agent.failures(RULE);
        try (Connection connection = connect();
            Statement statement = connection.createStatement()) {
          assertThrows(SQLException.class, () -> statement.execute(raise(state)), state);
        }
        assertEquals(before + 1, agent.failures(RULE), state);
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void anOpenBreakerRefusesAndStatementsGoOnAfterwards() throws Exception {
    try (TestAgent agent = attach(wrongSqlFails() + BREAKER);
        Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(select)) {
      trip(agent, statement);
      assertRefused(() -> statement.executeUpdate(update));
      assertRefused(prepared::executeQuery);
      assertTrue(agent.refused(RULE) >= 3);
      await("recovery", () -> succeeds(prepared));
      assertEquals("first", name(statement.executeQuery(select)));
      assertEquals("first", name(prepared.executeQuery()), "a refused update was made");
      assertEquals(1, statement.executeUpdate(update));
      assertFalse(connection.isClosed());
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static boolean succeeds(PreparedStatement prepared) {
    try (ResultSet result = prepared.executeQuery()) {
      return result.next();
    } catch (SQLTransientConnectionException refused) {
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void connectingIsRefusedWithAStateOfClass08() throws Exception {
    try (TestAgent agent = attach(wrongSqlFails() + BREAKER.replace("300ms", "1m"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      trip(agent, statement);
      SQLException refusal = assertThrows(SQLException.class, this::connect);
      assertEquals(SQLTransientConnectionException.class, refusal.getClass());
      assertTrue(refusal.getSQLState().startsWith("08"), refusal.getSQLState());
      agent.engine().off();
      connect().close();
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void theKillSwitchAndTheRulesWorkInTheNextCall() throws Exception {
    try (TestAgent agent = attach(wrongSqlFails() + BREAKER.replace("300ms", "1m"));
        Connection connection = connect();
        PreparedStatement prepared = connection.prepareStatement(select);
        Statement statement = connection.createStatement()) {
      trip(agent, statement);
      agent.engine().off();
      assertEquals("first", name(prepared.executeQuery()));
      agent.engine().on();
      assertRefused(prepared::executeQuery);
      agent.rules("rules: []");
      assertEquals("first", name(prepared.executeQuery()));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void observingRefusesNothing() throws Exception {
    try (TestAgent agent =
            attach("    mode: observe\n" + wrongSqlFails() + BREAKER.replace("300ms", "1m"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 8; i++) {
        assertThrows(SQLException.class, () -> statement.executeQuery(wrongSql()));
      }
      assertEquals("first", name(statement.executeQuery(select)));
      assertEquals(0, agent.refused(RULE));
      assertTrue(agent.status(RULE).get(0).wouldRefuse() > 0);
    }
  }

  @Test
  void slowCallsOpenTheBreaker() throws Throwable {
    // More than are needed to begin the slow call: on a busy machine connecting may be slow as
    // well.
    String breaker =
        "    breaker: {window: 100 calls, minimum-calls: 6, slow-call: 100ms, slow-call-rate: 10%,"
            + " open-wait: 1m}\n";
    try (TestAgent agent = attach(breaker + "    bulkhead: {max-concurrent: 100}\n");
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      long slow = TimeUnit.MILLISECONDS.toNanos(150);
      whileACallIsUnderWay(
          agent,
          () -> {
            long start = System.nanoTime(); // not before, for the call may begin late
            await("slow", () -> System.nanoTime() - start > slow);
          });
      await("an open breaker", () -> isRefused(statement));
      assertTrue(agent.status(RULE).get(0).slow() > 0);
    }
  }

  private boolean isRefused(Statement statement) {
    try (ResultSet result = statement.executeQuery(select)) {
      return !result.next();
    } catch (SQLException refused) {
      return "53000".equals(refused.getSQLState());
    }
  }

  @Test
  void aFullBulkheadRefuses() throws Throwable {
    try (TestAgent agent = attach("    bulkhead: {max-concurrent: 1}\n");
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      whileACallIsUnderWay(agent, () -> assertRefused(() -> statement.executeQuery(select)));
      assertEquals("changed", name(statement.executeQuery(select)));
      assertEquals(1, agent.refused(RULE));
      assertEquals(0, agent.concurrent(RULE));
    }
  }

  @Test
  void matchesByOperationAndTable() throws Exception {
    String match = "url: '" + pattern() + "', operation: [insert, delete], table: " + table;
    try (TestAgent agent = attachMatching(match, COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement query = connection.prepareStatement(select);
        PreparedStatement change = connection.prepareStatement(insert())) {
      counts(0, agent, "connect", () -> connect().close());
      counts(0, agent, "select", () -> statement.executeQuery(select).close());
      counts(0, agent, "prepared select", () -> query.executeQuery().close());
      countsOnce(agent, "insert", () -> statement.executeUpdate(insert()));
      countsOnce(agent, "prepared insert", change::executeUpdate);
      agent.rules(rule("table: nothing", COUNT));
      counts(0, agent, "another table", () -> statement.executeUpdate(insert()));
    }
  }

  @Test
  void matchesByUrlAndDatabase() throws Exception {
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      agent.rules(rule("database: '" + database() + "'", COUNT));
      countsOnce(agent, "its database", () -> statement.executeQuery(select).close());
      agent.rules(rule("database: 'nothing'", COUNT));
      counts(0, agent, "another database", () -> statement.executeQuery(select).close());
      agent.rules(rule("url: 'jdbc:nothing:**'", COUNT));
      counts(0, agent, "another URL", () -> statement.executeQuery(select).close());
    }
  }

  @Test
  void statementsOfBeforeTheAttachAreGuarded() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(select)) {
      unweave();
      try (TestAgent agent = attach(wrongSqlFails() + BREAKER.replace("300ms", "1m"))) {
        countsOnce(agent, "prepared", () -> prepared.executeQuery().close());
        trip(agent, statement);
        assertRefused(prepared::executeQuery);
        assertEquals(new ArrayList<>(), agent.faults());
      }
      assertEquals("first", name(prepared.executeQuery()));
      assertEquals("first", name(statement.executeQuery(select)));
    }
  }

  @Test
  void withoutRulesNothingIsDifferent() throws Exception {
    unweave();
    String without = withoutConnectionId(new JdbcTranscript(this).play());
    try (TestAgent agent = attachWith("rules: []")) {
      assertEquals(without, withoutConnectionId(new JdbcTranscript(this).play()));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  // Some drivers number their connections in each message.
  private static String withoutConnectionId(List<String> transcript) {
    return String.join("\n", transcript).replaceAll("conn=\\d+", "conn=N");
  }
}
