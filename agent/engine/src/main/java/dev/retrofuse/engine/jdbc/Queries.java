package dev.retrofuse.engine.jdbc;

import dev.retrofuse.engine.jdbc.SqlScanner.Token;

/** Tells the texts that only ask from all others. When in doubt, a text does more than that. */
final class Queries {
  /** Longer texts are not looked at. */
  static final int LONGEST = 2_000;

  private Queries() {}

  /** Whether it is one SELECT that writes nothing and draws from no sequence. */
  static boolean isOne(String sql) {
    if (sql == null || sql.length() > LONGEST) {
      return false;
    }
    SqlScanner scanner = new SqlScanner(sql);
    Token token = scanner.next();
    while (scanner.is('(')) {
      token = scanner.next();
    }
    if (!scanner.isAnyOf("SELECT", "WITH")) {
      return false;
    }
    while (token != Token.END && !scanner.is(';')) {
      if (writes(scanner)) {
        return false;
      }
      token = scanner.next();
    }
    return token == Token.END || scanner.next() == Token.END;
  }

  // FOR UPDATE and names that need no quotes here are taken for more than they are.
  private static boolean writes(SqlScanner scanner) {
    return scanner.isAnyOf("INTO", "INSERT", "UPDATE", "DELETE", "MERGE", "CALL", "EXEC")
        || scanner.isAnyOf("NEXTVAL", "SETVAL", "NEXT", "LOCK");
  }
}
