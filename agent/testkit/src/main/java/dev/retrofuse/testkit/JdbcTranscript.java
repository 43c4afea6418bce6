package dev.retrofuse.testkit;

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
      see("query", () -> rows(statement.executeQuery(fixture.select)));
      see("prepared query", () -> rows(prepared.executeQuery()));
      see("update", () -> statement.executeUpdate(fixture.update));
      see("constraint", () -> statement.executeUpdate(fixture.insertAgain()));
      see("wrong SQL", () -> statement.executeQuery(JdbcFixture.wrongSql()));
      see("batch", () -> batch(statement, fixture.update, fixture.update));
      see("failing batch", () -> batch(statement, fixture.update, fixture.insertAgain()));
      see("prepare", () -> prepare(connection, "select nothing from nowhere"));
      see("rollback", () -> rollback(connection));
      see("another URL", () -> fixture.driver().connect("jdbc:elsewhere:x", fixture.properties()));
      see("closed", () -> closed(connection));
      see("back", () -> back(connection, statement));
    }
    return lines;
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
    return thrown + state + " < " + describe(thrown.getCause());
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

  private int back(Connection connection, Statement statement) throws SQLException {
    return statement.executeUpdate("update " + fixture.table + " set name = 'first' where id = 1");
  }
}
