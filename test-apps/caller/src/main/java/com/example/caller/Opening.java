package com.example.caller;

import java.sql.Connection;
import java.sql.DriverManager;

/** Opens a connection to a database, and tells to which one it led. */
final class Opening implements Client {
  private static final String NOBODY = "nobody_" + ProcessHandle.current().pid();

  private final String url;
  private final String user;

  /**
   * @param url that ends where the user's name is to follow
   */
  Opening(String url, String user) {
    this.url = url;
    this.user = user;
  }

  @Override
  public String call(String what) throws Exception {
    String name = what.equals("fail") ? NOBODY : user;
    try (Connection connection = DriverManager.getConnection(url + name)) {
      return connection.getCatalog() + (connection.isReadOnly() ? ", to be read" : "");
    }
  }
}
