package dev.retrofuse.engine.jdbc;

import dev.retrofuse.rules.JdbcMatch;

/** What a rule may ask of an SQL text: its operation and its table. Immutable. */
public final class SqlShape {
  /** A text that is not known, or says nothing. */
  public static final SqlShape UNKNOWN = new SqlShape(null, null, "(unknown)", null);

  /** Opening a connection, as if it were a statement. */
  public static final SqlShape CONNECT = new SqlShape("CONNECT", null, "CONNECT", null);

  /** Taking a connection from a pool, the wait for it included. */
  public static final SqlShape BORROW =
      new SqlShape(JdbcMatch.BORROW, null, JdbcMatch.BORROW, null);

  private final String operation;
  private final String table;
  private final String unqualifiedTable;
  private final String schema;
  private final String form;
  private final String text;

  SqlShape(String operation, String table, String form) {
    this(operation, table, form, null);
  }

  /**
   * @param text of a query, for {@link #isQuery}; may be null
   */
  private SqlShape(String operation, String table, String form, String text) {
    this.form = form;
    this.text = text;
    this.operation = operation;
    this.table = table;
    int dot = table == null ? -1 : table.lastIndexOf('.');
    unqualifiedTable = table == null ? null : table.substring(dot + 1);
    schema = dot <= 0 ? "(none)" : table.substring(0, dot);
  }

  /** Never fails: what cannot be read is left out. */
  public static SqlShape of(String sql) {
    SqlShape shape = new SqlParser(new SqlScanner(sql), SqlForm.of(sql)).parse();
    boolean kept = "SELECT".equals(shape.operation) && sql.length() <= Queries.LONGEST;
    return kept ? new SqlShape(shape.operation, shape.table, shape.form, sql) : shape;
  }

  /** Of what people write: a text, or {@code CONNECT} or {@code BORROW} in any case. */
  public static SqlShape ofWritten(String text) {
    if (text.equalsIgnoreCase(CONNECT.operation)) {
      return CONNECT;
    }
    return text.equalsIgnoreCase(BORROW.operation) ? BORROW : of(text);
  }

  /** The statement's verb in upper case, such as {@code SELECT}; null when unknown. */
  public String operation() {
    return operation;
  }

  /**
   * The first table, or what {@code CALL} calls, as written but without quotes, such as {@code
   * shop.orders}; null when unknown.
   */
  public String table() {
    return table;
  }

  /** The text without literals, see {@link SqlForm}. */
  public String form() {
    return form;
  }

  /** What the table was named with: {@code shop}; {@code (none)} for nothing. */
  public String schema() {
    return schema;
  }

  /** Whether the table was named with its schema. */
  public boolean isQualified() {
    return table != null && table.length() > unqualifiedTable.length();
  }

  /** The same without schema. */
  public String unqualifiedTable() {
    return unqualifiedTable;
  }

  /** Whether it only asks, so that it may be asked twice; found out anew each time. */
  public boolean isQuery() {
    return Queries.isOne(text);
  }

  /** Whether it defines something that the database keeps, perhaps as it is written. */
  public boolean defines() {
    return "CREATE".equals(operation) || "ALTER".equals(operation);
  }

  @Override
  public String toString() {
    return operation + " " + table;
  }
}
