package dev.retrofuse.testkit;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Everything that an application sees of some JDBC calls, as text, to be compared. */
final class JdbcTranscript {
  private final JdbcFixture fixture;
  private final List<String> lines = new ArrayList<>();

  JdbcTranscript(JdbcFixture fixture) {
    this.fixture = fixture;
  }

  /** Leaves the database as it was. */
  List<String> play() throws Exception {
    try (Connection connection = fixture.connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(fixture.select)) {
      seeStatements(statement, prepared);
      seeBatches(statement);
      seeConnection(connection);
    }
    try (Connection connection = fixture.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update " + fixture.table + " set name = 'first' where id = 1");
    }
    return lines;
  }

  private void seeStatements(Statement statement, PreparedStatement prepared) {
    see("query", () -> rows(statement.executeQuery(fixture.select)));
    see("prepared query", () -> rows(prepared.executeQuery()));
    see("update", () -> statement.executeUpdate(fixture.update));
    see("large", () -> statement.executeLargeUpdate(fixture.update));
    see("keys", () -> keys(statement));
    see("constraint", () -> statement.executeUpdate(fixture.insertAgain()));
    see("wrong SQL", () -> statement.executeQuery(JdbcFixture.wrongSql()));
    see("not a query", () -> statement.executeQuery(fixture.update) != null);
    see("not an update", () -> statement.executeUpdate(fixture.select));
    String raise = fixture.raise("08006");
    see("raised", () -> raise != null && statement.execute(raise));
  }

  private void seeBatches(Statement statement) {
    see("batch", () -> batch(statement, fixture.update, fixture.update));
    see("failing batch", () -> batch(statement, fixture.update, fixture.insertAgain()));
    see("large batch", () -> largeBatch(statement, fixture.update));
    see("failing large batch", () -> largeBatch(statement, fixture.insertAgain()));
  }

  private void seeConnection(Connection connection) {
    see("prepared keys", () -> preparedKeys(connection));
    see("failing prepared", () -> failingPrepared(connection));
    see("prepare", () -> prepare(connection, "select nothing from nowhere"));
    see("call", () -> call(connection));
    see("wrong call", () -> connection.prepareCall("{call nothing(1)}").execute());
    see("rollback", () -> rollback(connection));
    see("another URL", () -> fixture.driver().connect("jdbc:elsewhere:x", fixture.properties()));
    see("closed", () -> closed(connection));
  }

  private void see(String what, Callable<?> call) {
    try {
      lines.add(what + ": " + call.call());
    } catch (Throwable e) {
      lines.add(what + ": " + describe(e));
    }
  }

  private static String describe(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    String state = "";
    if (thrown instanceof SQLException) {
      SQLException e = (SQLException) thrown;
      state = " " + e.getSQLState() + " " + e.getErrorCode() + describe(e.getNextException());
    }
    return thrown + state + frames(thrown) + " < " + describe(thrown.getCause());
  }

  /** Down to this class; how the JDK reflects changes with the number of calls. */
  private static String frames(Throwable thrown) {
    StringBuilder frames = new StringBuilder();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().equals(JdbcTranscript.class.getName())) {
        break;
      }
      if (!frame.getClassName().contains("reflect.")) {
        frames.append("\n  ").append(frame);
      }
    }
    return frames.toString();
  }

  private List<String> keys(Statement statement) throws SQLException {
    int updated = statement.executeUpdate(fixture.update, Statement.RETURN_GENERATED_KEYS);
    List<String> keys = rows(statement.getGeneratedKeys());
    keys.add("of " + updated);
    return keys;
  }

  private List<String> preparedKeys(Connection connection) throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement(fixture.update, new String[] {fixture.nameOfId()})) {
      prepared.execute();
      return rows(prepared.getGeneratedKeys());
    }
  }

  private static String largeBatch(Statement statement, String sql) throws SQLException {
    statement.clearBatch();
    statement.addBatch(sql);
    return Arrays.toString(statement.executeLargeBatch());
  }

  private String call(Connection connection) throws SQLException {
    if (fixture.call() == null) {
      return "none";
    }
    try (CallableStatement call = connection.prepareCall(fixture.call())) {
      return call.execute() + " " + rows(call.getResultSet());
    }
  }

  private boolean failingPrepared(Connection connection) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(fixture.insertAgain())) {
      return prepared.execute();
    }
  }

  private static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(result.getString(1));
    }
    result.close();
    return rows;
  }

  private static String batch(Statement statement, String... all) throws SQLException {
    for (String each : all) {
      statement.addBatch(each);
    }
    return Arrays.toString(statement.executeBatch());
  }

  private static List<String> prepare(Connection connection, String sql) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      return rows(prepared.executeQuery());
    }
  }

  private static boolean rollback(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.rollback();
    connection.setAutoCommit(true);
    return connection.getAutoCommit();
  }

  private List<String> closed(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.close();
    return rows(statement.executeQuery(fixture.select));
  }
}
