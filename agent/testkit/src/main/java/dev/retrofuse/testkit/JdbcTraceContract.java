package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a database is told of the trace that a statement belongs to. */
public abstract class JdbcTraceContract extends JdbcFallbackContract {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-";
  private static final String PARENT = TRACE + "00f067aa0ba902b7-01";
  private static final String COMMENT = "/*traceparent='" + PARENT + "',tracestate='a%3D1'*/";
  private static final String HOSTILE = "a='*/;drop table TABLE;--?{\\";

  /** A query that gives its own text, as the server has it; null where there is none. */
  protected String ownText() {
    return null;
  }

  /** A query that gives what the server shows of its session; null where nothing is told so. */
  protected String ownSession() {
    return null;
  }

  /** What the server shows of a session that works for that trace. */
  protected String session(String parent) {
    return parent;
  }

  /** The client info that names the session, beside the trace; null where there is none. */
  protected String sessionName() {
    return null;
  }

  private static String sql(String mode) {
    return COUNT + "    trace: {sql: " + mode + "}\n";
  }

  private void rules(TestAgent agent, String policies) {
    agent.rules(rule("url: '" + pattern() + "'", policies));
  }

  private static void inTrace(String state, Executable calls) throws Throwable {
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, state, "user=alice");
    try {
      calls.execute();
    } finally {
      RetrofuseTrace.restore(before);
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    return first(statement.executeQuery(query));
  }

  private static String prepared(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      return first(statement.executeQuery());
    }
  }

  private static String first(ResultSet results) throws SQLException {
    try (ResultSet closed = results) {
      assertTrue(closed.next());
      return closed.getString(1);
    }
  }

  @Test
  void theDatabaseIsToldTheTraceOfAStatementWhereTheRuleSaysSo() throws Throwable {
    String query = ownText();
    if (query == null) {
      return;
    }
    String told = query + " " + COMMENT;
    try (TestAgent agent = attach(COUNT);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      inTrace("a=1", () -> assertEquals(query, text(statement, query), "by default"));
      rules(agent, sql("comment"));
      assertEquals(query, text(statement, query), "outside of a trace");
      inTrace("a=1", () -> assertEquals(told, text(statement, query)));
      inTrace("a=1", () -> assertEquals(query, prepared(connection, query), "prepared"));
      rules(agent, sql("prepared"));
      inTrace("a=1", () -> assertEquals(told, text(statement, query)));
      inTrace("a=1", () -> assertEquals(told, prepared(connection, query)));
      String own = query + " /*traceparent='mine'*/";
      inTrace("a=1", () -> assertEquals(own, text(statement, own), "with its own comment"));
      rules(agent, COUNT + "    trace: {sql: comment, mode: off}\n");
      inTrace("a=1", () -> assertEquals(query, text(statement, query), "traces are off"));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void inModeJoinEveryStatementIsACallOfItsOwn() throws Throwable {
    String query = ownText();
    if (query == null) {
      return;
    }
    try (TestAgent agent = attach(COUNT + "    trace: {sql: comment, mode: join}\n");
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      inTrace(
          "a=1",
          () -> {
            String one = text(statement, query);
            assertTrue(one.startsWith(query + " /*traceparent='" + TRACE), one);
            assertFalse(one.contains(PARENT), one);
            assertNotEquals(one, text(statement, query));
          });
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void whatACallerSentStaysWithinTheComment() throws Throwable {
    try (TestAgent agent = attach(sql("prepared"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      inTrace(
          HOSTILE.replace("TABLE", table),
          () -> {
            assertEquals("first", text(statement, select));
            assertEquals("first", prepared(connection, select));
            assertEquals("first", text(statement, select + " -- all"));
          });
      assertEquals("first", text(statement, select));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void statementsWithTheirTraceDoWhatTheyDid() throws Throwable {
    try (TestAgent agent = attach(sql("prepared"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      inTrace("a=1", () -> executes(connection, statement));
      if (hasGeneratedKeys()) {
        inTrace("a=1", () -> givesKeys(connection));
      }
      if (call() != null) {
        callsAsWithoutATrace(connection, call());
        callsAsWithoutATrace(connection, call().replaceAll("[{}]", ""));
      }
      assertEquals(0, agent.failures(RULE));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private void executes(Connection connection, Statement statement) throws SQLException {
    assertTrue(statement.execute(select));
    assertEquals("first", text(statement, select + " -- the first"));
    assertEquals("first", text(statement, "/* the first */ " + select));
    assertEquals(1, statement.executeUpdate(insert()));
    statement.addBatch(insert());
    statement.addBatch(update);
    assertArrayEquals(new int[] {1, 1}, statement.executeBatch());
    assertEquals("changed", text(statement, select));
    String question = "update " + table + " set name = ? where id = 1";
    try (PreparedStatement change = connection.prepareStatement(question)) {
      change.setString(1, "again?");
      assertEquals(1, change.executeUpdate());
      change.setString(1, "first");
      change.addBatch();
      assertEquals(1, change.executeBatch().length);
    }
    assertEquals("first", prepared(connection, select));
    assertEquals("3", text(statement, "select count(*) from " + table));
  }

  private void givesKeys(Connection connection) throws SQLException {
    int keys = Statement.RETURN_GENERATED_KEYS;
    try (Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(insert(), keys)) {
      assertEquals(1, statement.executeUpdate(insert(), keys));
      statement.getGeneratedKeys().close();
      assertEquals(1, prepared.executeUpdate());
      prepared.getGeneratedKeys().close();
    }
  }

  private static void callsAsWithoutATrace(Connection connection, String text) throws Throwable {
    String without = call(connection, text);
    inTrace("a=1", () -> assertEquals(without, call(connection, text), text));
  }

  /** How it ends; not every driver takes a call that is not in braces. */
  private static String call(Connection connection, String text) {
    try (CallableStatement call = connection.prepareCall(text)) {
      return String.valueOf(call.execute());
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  @Test
  void theSessionIsToldTheTraceOfItsStatementsWhereTheRuleSaysSo() throws Throwable {
    String query = ownSession();
    if (query == null) {
      return;
    }
    try (TestAgent agent = attach(sql("session"));
        Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(query)) {
      String own = text(statement, query);
      inTrace("a=1", () -> assertEquals(session(PARENT), text(statement, query)));
      inTrace("a=1", () -> assertEquals(session(PARENT), first(prepared.executeQuery())));
      String other = PARENT.replace("4bf9", "4bfa");
      RetrofuseContext before = RetrofuseTrace.begin(other, null, null);
      assertEquals(session(other), first(prepared.executeQuery()));
      RetrofuseTrace.restore(before);
      assertEquals(own, text(statement, query), "outside of a trace");
      assertEquals(6, agent.calls(RULE), "the connection, and five statements");
      rules(agent, COUNT + "    trace: {sql: session, mode: off}\n");
      inTrace("a=1", () -> assertEquals(own, text(statement, query), "traces are off"));
      rules(agent, COUNT + "    trace: {sql: session, mode: join}\n");
      inTrace(
          "a=1",
          () -> {
            String joined = text(statement, query);
            assertTrue(joined.contains(TRACE) && !joined.contains(PARENT), joined);
            assertEquals(joined, text(statement, query), "told once");
          });
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void whatASessionIsToldLeavesTransactionsAsTheyAre() throws Throwable {
    String query = ownSession();
    if (query == null) {
      return;
    }
    try (TestAgent agent = attach(sql("session"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      String own = text(statement, query);
      connection.setAutoCommit(false);
      inTrace(
          "a=1",
          () -> {
            statement.executeUpdate(insert());
            assertEquals(session(PARENT), text(statement, query));
            connection.rollback();
            assertEquals(session(PARENT), text(statement, query), "after what told it is undone");
            assertEquals("1", text(statement, "select count(*) from " + table));
          });
      connection.rollback();
      statement.executeUpdate(insert());
      inTrace("a=1", () -> assertEquals(session(PARENT), text(statement, query)));
      connection.rollback();
      assertEquals(own, text(statement, query));
      assertEquals("1", text(statement, "select count(*) from " + table));
      inTrace(
          "a=1",
          () -> {
            assertThrows(SQLException.class, () -> statement.execute("select nonsense"));
            assertThrows(SQLException.class, () -> statement.execute("select nonsense"));
            connection.rollback();
            assertEquals(session(PARENT), text(statement, query));
          });
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void theSessionsOwnNameIsGivenBack() throws Throwable {
    if (sessionName() == null) {
      return;
    }
    try (TestAgent agent = attach(sql("session"));
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String name : new String[] {"shop", "shop of a long name", ""}) {
        connection.setClientInfo(sessionName(), name);
        String start = name.length() < 7 ? name : name.substring(0, 7);
        String told = (start + ' ' + PARENT).trim();
        inTrace("a=1", () -> assertEquals(told, text(statement, ownSession())));
        assertEquals(name, text(statement, ownSession()));
        assertEquals(name, connection.getClientInfo(sessionName()));
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }
}
