package com.example.mesh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;

/** The table of the orders that have arrived, which is there as long as this JVM runs. */
final class Table {
  private static final long PAUSE_MILLIS = 50;

  private Table() {}

  /** Makes it, and tells the order and statement of each row from now on. */
  static void follow(BiConsumer<String, String> to) throws SQLException {
    Connection database = DriverManager.getConnection(Settings.DATABASE);
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "create table " + Settings.NAME + " (number int, statement text, at serial)");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(Table::drop));
    new Thread(() -> poll(database, to)).start();
  }

  private static void poll(Connection database, BiConsumer<String, String> to) {
    String later = "select number, statement, at from " + Settings.NAME + " where at > ";
    int last = 0;
    try (Statement statement = database.createStatement()) {
      while (true) {
        try (ResultSet rows = statement.executeQuery(later + last + " order by at")) {
          while (rows.next()) {
            to.accept(rows.getString(1), rows.getString(2));
            last = rows.getInt(3);
          }
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drop() {
    try (Connection database = DriverManager.getConnection(Settings.DATABASE);
        Statement statement = database.createStatement()) {
      statement.execute("drop table " + Settings.NAME);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
