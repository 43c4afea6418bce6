package dev.retrofuse.testapps.legacy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One connection to an embedded database, opened when first needed. */
final class Database {
  private Connection connection;
  private PreparedStatement prepared;

  synchronized String query(String sql) throws SQLException {
    Statement statement = connection().createStatement();
    try {
      return statement.execute(sql) ? first(statement.getResultSet()) : "ok";
    } finally {
      statement.close();
    }
  }

  synchronized String prepare(String sql) throws SQLException {
    prepared = connection().prepareStatement(sql);
    return "ok";
  }

  synchronized String again() throws SQLException {
    return first(prepared.executeQuery());
  }

  private static String first(ResultSet rows) throws SQLException {
    try {
      return rows.next() ? rows.getString(1) : "empty";
    } finally {
      rows.close();
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = DriverManager.getConnection("jdbc:h2:mem:legacy", "sa", "");
    }
    return connection;
  }
}
