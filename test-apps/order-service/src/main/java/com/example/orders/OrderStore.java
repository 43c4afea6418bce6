package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The table {@code orders}, by plain JDBC. */
class OrderStore {
  private static final int LATEST = 20;

  private final DataSource dataSource;

  OrderStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void createTable() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      Statement statement = connection.createStatement();
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS orders (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
              + " item VARCHAR(100) NOT NULL, cents INT NOT NULL, status VARCHAR(20) NOT NULL)");
      statement.close();
    } finally {
      connection.close();
    }
  }

  Order insert(String item, int cents) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO orders (item, cents, status) VALUES (?, ?, ?)",
              Statement.RETURN_GENERATED_KEYS);
      insert.setString(1, item);
      insert.setInt(2, cents);
      insert.setString(3, Order.NEW);
      insert.executeUpdate();
      ResultSet keys = insert.getGeneratedKeys();
      keys.next();
      long id = keys.getLong(1);
      insert.close();
      return new Order(id, item, cents, Order.NEW);
    } finally {
      connection.close();
    }
  }

  void setStatus(Order order, String status) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      PreparedStatement update =
          connection.prepareStatement("UPDATE orders SET status = ? WHERE id = ?");
      update.setString(1, status);
      update.setLong(2, order.id);
      update.executeUpdate();
      update.close();
    } finally {
      connection.close();
    }
  }

  List<Order> latest() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      PreparedStatement select =
          connection.prepareStatement(
              "SELECT id, item, cents, status FROM orders ORDER BY id DESC LIMIT " + LATEST);
      ResultSet rows = select.executeQuery();
      List<Order> orders = new ArrayList<Order>();
      while (rows.next()) {
        orders.add(
            new Order(rows.getLong(1), rows.getString(2), rows.getInt(3), rows.getString(4)));
      }
      select.close();
      return orders;
    } finally {
      connection.close();
    }
  }

  Map<String, Integer> countsByStatus() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      PreparedStatement select =
          connection.prepareStatement("SELECT status, COUNT(*) FROM orders GROUP BY status");
      ResultSet rows = select.executeQuery();
      Map<String, Integer> counts = new TreeMap<String, Integer>();
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
      select.close();
      return counts;
    } finally {
      connection.close();
    }
  }
}
