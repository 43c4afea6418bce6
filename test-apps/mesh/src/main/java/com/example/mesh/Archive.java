package com.example.mesh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import redis.clients.jedis.Jedis;

/**
 * Gets orders by NATS and puts them into a stream of Redis, reads them from there, and keeps them
 * in the database, each with the text of the statement as the database has got it.
 */
final class Archive {
  private static final Logger LOG = LogManager.getLogger(Archive.class);

  private Archive() {}

  static void start() throws Exception {
    Connection database = DriverManager.getConnection(Settings.DATABASE);
    Jedis redis = Stream.connection();
    Stream.follow(entry -> keep(entry.getFields().get(Stream.ORDER), database));
    Subject.follow(message -> put(Subject.text(message), redis));
  }

  private static void put(String order, Jedis redis) {
    LOG.info("order {}", order);
    Stream.add(redis, order);
  }

  private static void keep(String order, Connection database) {
    int number = Integer.parseInt(order);
    String insert = "insert into " + Settings.NAME + " values (" + number + ", current_query())";
    try (Statement statement = database.createStatement()) {
      statement.execute(insert);
      LOG.info("kept {}", number);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
