package dev.retrofuse.rules;

/** Which JDBC calls a rule guards. A null condition is none. */
public final class JdbcMatch extends Match {
  private final Patterns url;
  private final Patterns database;
  private final Patterns operation;
  private final Patterns table;

  JdbcMatch(Patterns url, Patterns database, Patterns operation, Patterns table) {
    this.url = url;
    this.database = database;
    this.operation = operation;
    this.table = table;
  }

  @Override
  public Kind kind() {
    return Kind.JDBC;
  }

  /**
   * Whether a call is guarded. A condition on something unknown is not fulfilled.
   *
   * @param url the JDBC URL
   * @param database its name, or null when unknown
   * @param operation the statement's first word, such as {@code SELECT}, or null when unknown
   * @param table the statement's table, or null when unknown
   */
  public boolean matches(String url, String database, String operation, String table) {
    return Patterns.matches(this.operation, operation)
        && Patterns.matches(this.table, table)
        && Patterns.matches(this.database, database)
        && Patterns.matches(this.url, url);
  }

  /** Whether operations are told apart, and this is one of those that are meant. */
  public boolean names(String operation) {
    return this.operation != null && Patterns.matches(this.operation, operation);
  }

  /** Whether the SQL text has to be looked at: there is a condition on operation or table. */
  public boolean needsSql() {
    return operation != null || table != null;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof JdbcMatch)) {
      return false;
    }
    JdbcMatch that = (JdbcMatch) other;
    return same(url, that.url)
        && same(database, that.database)
        && same(operation, that.operation)
        && same(table, that.table);
  }

  @Override
  public int hashCode() {
    return hash(url, database) * 31 + hash(operation, table);
  }

  @Override
  public String toString() {
    return "jdbc: "
        + text("url", url, "database", database, "operation", operation, "table", table);
  }
}
