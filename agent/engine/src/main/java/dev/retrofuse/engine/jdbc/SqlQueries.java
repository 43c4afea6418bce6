package dev.retrofuse.engine.jdbc;

import dev.retrofuse.engine.jdbc.SqlScanner.Token;

/** Tells statements that only read, as far as their text shows, from all others. */
final class SqlQueries {
  /** A longer one is not read to its end. */
  private static final int LONGEST = 20_000;

  private SqlQueries() {}

  /** One SELECT, with or without WITH, that has no word in it that could change anything. */
  static boolean isQuery(String sql) {
    SqlScanner scanner = new SqlScanner(sql);
    Token token = scanner.next();
    while (scanner.is('(')) {
      token = scanner.next();
    }
    boolean reads = scanner.isAnyOf("SELECT", "WITH") && sql.length() <= LONGEST;
    boolean ended = false;
    while (reads && token != Token.END) {
      // FOR UPDATE is meant to be followed by a change, and INTO makes a table or a file.
      boolean writes =
          scanner.isAnyOf("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "INTO", "CALL");
      reads = !ended && !(writes && token == Token.WORD);
      ended = scanner.is(';');
      token = scanner.next();
    }
    return reads;
  }
}
