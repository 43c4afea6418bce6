package dev.retrofuse.engine.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a database shows what a session is about. */
enum SessionPlace {
  /**
   * {@code application_name}. Its driver does not begin a transaction to set it, and knows from the
   * server what it is, also after a transaction that had set it was rolled back.
   */
  POSTGRESQL {
    @Override
    String what() {
      return "application_name";
    }

    @Override
    String read(Connection connection, String told) throws SQLException {
      return connection.getClientInfo(NAME);
    }

    @Override
    String text(String own, String parent) {
      int room = Math.max(0, LONGEST_NAME - parent.length() - 1);
      String start = own == null ? "" : own.substring(0, Math.min(own.length(), room)).trim();
      return start.isEmpty() ? parent : start + ' ' + parent;
    }

    @Override
    void write(Connection connection, String text, int timeOut) throws SQLException {
      connection.setClientInfo(NAME, text == null ? "" : text);
    }
  },

  /** A user variable, which has nothing to do with transactions. */
  MYSQL {
    @Override
    String what() {
      return "the user variable @traceparent";
    }

    @Override
    String read(Connection connection, String told) {
      return told;
    }

    @Override
    String text(String own, String parent) {
      return parent;
    }

    @Override
    void write(Connection connection, String text, int timeOut) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(timeOut);
        statement.execute("set @traceparent = " + (isOurs(text) ? "'" + text + "'" : "null"));
      }
    }
  };

  private static final String NAME = "ApplicationName";
  private static final int LONGEST_NAME = 63;
  private static final int PARENT_LENGTH = 55;

  /** Null where there is none. */
  static SessionPlace of(JdbcUrl url) {
    String text = url.text();
    if (text.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    return text.startsWith("jdbc:mysql:") || text.startsWith("jdbc:mariadb:") ? MYSQL : null;
  }

  /** Whether it ends in a traceparent. */
  static boolean isOurs(String text) {
    int start = text == null ? -1 : text.length() - PARENT_LENGTH;
    if (start < 0 || !text.startsWith("00-", start)) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if ("0123456789abcdef-".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Its name, as an operator knows it. */
  abstract String what();

  /**
   * What is there.
   *
   * @param told what was told last, or null
   */
  abstract String read(Connection connection, String told) throws SQLException;

  /** What to put there, beside what the application has there. */
  abstract String text(String own, String parent);

  /**
   * Puts it there.
   *
   * @param text null for nothing
   * @param timeOut in seconds, that of the application's statement; 0 for none
   */
  abstract void write(Connection connection, String text, int timeOut) throws SQLException;
}
