package dev.retrofuse.instrumentation.jdbc;

/** Statements that fail with an SQLState that the test chooses. */
final class Raise {
  private Raise() {}

  static String postgres(String sqlState) {
    return "do $$ begin raise exception 'raised' using errcode = '" + sqlState + "'; end $$";
  }

  static String mariaDb(String sqlState) {
    return "signal sqlstate '" + sqlState + "' set message_text = 'raised'";
  }
}
