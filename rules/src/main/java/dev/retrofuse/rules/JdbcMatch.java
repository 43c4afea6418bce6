package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Which JDBC calls a rule guards. A null condition is none. */
public final class JdbcMatch extends Match {
  /** The operation of taking a connection from a pool, which only rules that name it guard. */
  public static final String BORROW = "BORROW";

  private static final List<String> BORROWS = Collections.singletonList(BORROW);

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
    return unmet(url, database, operation, table) == null;
  }

  /** The key of the first condition that a call does not fulfil; null when it is guarded. */
  public String unmet(String url, String database, String operation, String table) {
    if (!Patterns.matches(this.operation, operation)) {
      return "operation";
    }
    if (!Patterns.matches(this.table, table)) {
      return "table";
    }
    if (!Patterns.matches(this.database, database)) {
      return "database";
    }
    return Patterns.matches(this.url, url) ? null : "url";
  }

  // All but the URL may be unknown.
  @Override
  public boolean covers(Match other) {
    if (!(other instanceof JdbcMatch)) {
      return false;
    }
    JdbcMatch that = (JdbcMatch) other;
    return Patterns.covers(operation, that.operation, null)
        && Patterns.covers(table, that.table, null)
        && Patterns.covers(database, that.database, null)
        && Patterns.covers(url, that.url, "jdbc:**")
        && (names(BORROW) || !that.names(BORROW));
  }

  @Override
  public boolean meets(Match other) {
    if (!(other instanceof JdbcMatch)) {
      return false;
    }
    JdbcMatch that = (JdbcMatch) other;
    return (names(BORROW) || !that.isForBorrowing())
        && (that.names(BORROW) || !isForBorrowing())
        && Patterns.meet(operation, that.operation)
        && meetTables(table, that.table)
        && Patterns.meet(database, that.database)
        && Patterns.meet(url, that.url);
  }

  /** Whether it is for taking connections from pools alone. */
  private boolean isForBorrowing() {
    return operation != null && Patterns.covers(Patterns.ignoringCase(BORROWS), operation, null);
  }

  /** One may match a table by its full name, the other by that without schema. */
  private static boolean meetTables(Patterns one, Patterns other) {
    return Patterns.meet(one, other)
        || (one != null
            && other != null
            && (Patterns.meet(one.qualified(), other) || Patterns.meet(one, other.qualified())));
  }

  @Override
  public Map<String, List<String>> conditions() {
    return conditions("url", url, "database", database, "operation", operation, "table", table);
  }

  /** Whether no condition keeps calls of that operation out. */
  public boolean allowsOperation(String operation) {
    return operation.equals(BORROW)
        ? names(operation)
        : Patterns.matches(this.operation, operation);
  }

  /** Whether no condition keeps calls to that database out; null for one that is unknown. */
  public boolean allowsDatabase(String database) {
    return Patterns.matches(this.database, database);
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
