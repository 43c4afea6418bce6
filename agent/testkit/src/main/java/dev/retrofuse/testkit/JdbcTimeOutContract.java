package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.PolicyStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for time-outs of JDBC calls where the driver can cancel a statement. */
public abstract class JdbcTimeOutContract extends JdbcFixture {
  private static final String TIME_OUT = "    time-out: {call: 300ms}\n" + COUNT;
  private static final int SURELY_CUT_MILLIS = 5_000;

  /** A query that would take so many seconds and gives a row. */
  protected abstract String sleep(int seconds);

  /** The same with a parameter: milliseconds. */
  protected abstract String sleepMillis();

  @Test
  void aCallThatTakesTooLongIsCutAndTheConnectionGoesOn() throws Exception {
    try (TestAgent agent = attach(TIME_OUT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      SQLException thrown =
          assertThrows(SQLTimeoutException.class, () -> statement.executeQuery(sleep(5)));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis >= 300 && millis < 4_000, millis + " ms");
      assertTrue(thrown.getMessage() != null && thrown.getSQLState() != null, thrown.toString());
      assertEquals(1, cut(agent));
      assertEquals(1, agent.failures(RULE), "a time-out is a failure");
      assertFalse(connection.isClosed());
      for (int i = 0; i < 50; i++) {
        works(statement);
      }
      assertEquals(1, cut(agent));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void aPreparedStatementIsCutEachTimeAndKeepsNothing() throws Exception {
    try (TestAgent agent = attach(TIME_OUT);
        Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sleep(1))) {
      assertThrows(SQLTimeoutException.class, statement::executeQuery);
      assertThrows(SQLTimeoutException.class, statement::executeQuery);
      assertEquals(2, cut(agent));
      assertEquals(0, statement.getQueryTimeout());
      agent.rules("rules: []");
      statement.executeQuery().close();
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  // Most sleeps end about when they are cut: a cancel that comes late would hit the select.
  @Test
  void aLateCutHitsNoOtherCall() throws Exception {
    try (TestAgent agent = attach("    time-out: {call: 30ms}\n" + COUNT);
        Connection connection = connect();
        PreparedStatement sleep = connection.prepareStatement(sleepMillis());
        Statement statement = connection.createStatement()) {
      int timedOut = 0;
      for (int i = 0; i < 60; i++) {
        sleep.setInt(1, i % 20 == 19 ? SURELY_CUT_MILLIS : 25 + i % 20);
        try {
          sleep.executeQuery().close();
        } catch (SQLTimeoutException cut) {
          timedOut++;
        }
        agent.rules("rules: []");
        works(statement);
        agent.rules(rule("url: '" + pattern() + "'", "    time-out: {call: 30ms}\n" + COUNT));
      }
      assertTrue(timedOut >= 3, timedOut + " were cut");
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void aStricterTimeOutOfTheApplicationWins() throws Exception {
    try (TestAgent agent = attach("    time-out: {call: 1h}\n" + COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThrows(SQLException.class, () -> statement.executeQuery(sleep(8)));
      assertEquals(0, cut(agent));
      assertEquals(1, statement.getQueryTimeout());
      statement.setQueryTimeout(0);
    }
  }

  @Test
  void observingCutsNothingAndCounts() throws Exception {
    try (TestAgent agent = attach("    mode: observe\n" + TIME_OUT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeQuery(sleep(1)).close();
      assertEquals(0, cut(agent));
      assertEquals(1, timeOuts(agent).wouldRefuse());
      assertEquals(0, agent.failures(RULE));
    }
  }

  @Test
  void afterTheAgentHasGoneNothingIsCut() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      Thread leaving;
      try (TestAgent agent =
          attach("    bulkhead: {max-concurrent: 9}\n    time-out: {call: 1500ms}\n")) {
        leaving = new Thread(() -> leave(agent));
        leaving.start();
        statement.executeQuery(sleep(2)).close();
        leaving.join();
        assertEquals(0, cut(agent));
      }
      works(statement);
      await("no thread of the agent's", () -> threads() == 0);
    }
  }

  private static void leave(TestAgent agent) {
    await("a call under way", () -> agent.concurrent(RULE) == 1);
    agent.engine().off();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("retrofuse-watchdog"))
        .count();
  }

  @Test
  void aCallThatNobodyWaitsForIsRefused() throws Exception {
    try (TestAgent agent = attach(TIME_OUT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      Deadline.set(System.nanoTime() - 1);
      assertRefused(() -> statement.executeQuery(select));
      Deadline.set(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(80));
      assertThrows(SQLTimeoutException.class, () -> statement.executeQuery(sleep(5)));
      Deadline.set(0);
      works(statement);
      assertEquals(1, agent.refused(RULE));
      assertEquals(1, policy(agent, "deadline").refused());
    } finally {
      Deadline.set(0);
    }
  }

  private void works(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery(select)) {
      assertTrue(result.next());
    }
  }

  private static long cut(TestAgent agent) {
    return timeOuts(agent).refused();
  }

  private static PolicyStatus timeOuts(TestAgent agent) {
    return policy(agent, "time-out");
  }

  private static PolicyStatus policy(TestAgent agent, String name) {
    for (PolicyStatus policy : agent.status(RULE).get(0).policies()) {
      if (policy.policy().equals(name)) {
        return policy;
      }
    }
    throw new AssertionError(name);
  }
}
