package dev.retrofuse.instrumentation.jdbc;

/** Queries that give their own text, as the server has it. */
final class OwnText {
  static final String H2 =
      "select executing_statement from information_schema.sessions"
          + " where session_id = session_id()";
  static final String POSTGRES = "select query from pg_stat_activity where pid = pg_backend_pid()";
  static final String MARIA_DB =
      "select info from information_schema.processlist where id = connection_id()";

  private OwnText() {}
}
