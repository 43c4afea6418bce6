package com.example.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Nats;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
    io.nats.client.Connection nats = Nats.connect(Settings.NATS);
    nats.createDispatcher(message -> keep(new String(message.getData(), UTF_8), database))
        .subscribe(Settings.NAME);
    nats.flush(Duration.ofSeconds(10));
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
