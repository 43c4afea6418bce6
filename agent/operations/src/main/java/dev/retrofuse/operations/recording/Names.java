package dev.retrofuse.operations.recording;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.key.Routes;

/** What rules can match on, without what is secret or a value. Each has a number; -1 for none. */
final class Names {
  static final int MOST = 20_000;

  /** When there are so many names, further paths are told as routes. */
  static final int MOST_PATHS = 10_000;

  private final Dictionary names = new Dictionary("name");

  int http(String method, String scheme, String host, int port, String path) {
    String bare = withoutParameters(path);
    int number = names.number(Line.of("http", method, scheme, host, port, bare), MOST_PATHS);
    return number >= 0
        ? number
        : names.number(Line.of("http", method, scheme, host, port, Routes.name(bare)), MOST);
  }

  /** Without {@code ;jsessionid=...} and the like. */
  private static String withoutParameters(String path) {
    if (path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder bare = new StringBuilder();
    boolean in = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      in = c == '/' || (in && c != ';');
      if (in) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  int jdbc(JdbcUrl url, SqlShape sql) {
    // What defines a user may hold a password that is no literal.
    String form = sql.defines() ? null : sql.form();
    return names.number(Line.of("jdbc", text(url), sql.operation(), sql.table(), form), MOST);
  }

  /** With the database, where it is a parameter. */
  private static String text(JdbcUrl url) {
    boolean told = url.database() == null || JdbcUrl.parse(url.text()).equals(url);
    return told ? url.text() : url.text() + ";databaseName=" + url.database();
  }

  int send(String system, String destination) {
    return names.number(Line.of("messaging", system, destination), MOST);
  }

  void writeTo(StringBuilder text) {
    names.writeTo(text);
  }
}
