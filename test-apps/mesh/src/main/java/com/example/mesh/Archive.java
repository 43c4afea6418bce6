package com.example.mesh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Gets orders by NATS and keeps them in the database, each with the text of the statement as the
 * database has got it.
 */
final class Archive {
  private static final Logger LOG = LogManager.getLogger(Archive.class);

  private Archive() {}

  static void start() throws Exception {
    Connection database = DriverManager.getConnection(Settings.DATABASE);
    Subject.follow(message -> keep(Subject.text(message), database));
  }

  private static void keep(String order, Connection database) {
    int number = Integer.parseInt(order);
    String insert = "insert into " + Settings.NAME + " values (" + number + ", current_query())";
    try (Statement statement = database.createStatement()) {
      statement.execute(insert);
      LOG.info("order {}", number);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
