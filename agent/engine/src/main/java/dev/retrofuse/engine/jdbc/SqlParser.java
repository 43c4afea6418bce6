package dev.retrofuse.engine.jdbc;

import dev.retrofuse.engine.jdbc.SqlScanner.Token;
import java.util.Locale;

/** Finds the verb and the first table of a statement; understands no more of it than that. */
final class SqlParser {
  private static final int MOST_MODIFIERS = 8;
  private static final int DEEPEST = 63;

  private final SqlScanner sql;
  private int depth;

  /** One bit for each open parenthesis: does a query begin in it? The lowest is the statement. */
  private long queries = 1;

  private boolean afterDistinct;

  SqlParser(SqlScanner sql) {
    this.sql = sql;
  }

  SqlShape parse() {
    Token first = sql.next();
    while (first == Token.SYMBOL) {
      // {call f(?)}, {? = call f(?)}, (SELECT 1) UNION (SELECT 2)
      first = sql.next();
    }
    if (first != Token.WORD) {
      return SqlShape.UNKNOWN;
    }
    String verb = sql.text().toUpperCase(Locale.ROOT);
    return verb.equals("WITH") ? with() : new SqlShape(verb, table(verb), null);
  }

  private String table(String verb) {
    switch (verb) {
      case "SELECT":
        return from();
      case "INSERT":
      case "REPLACE":
      case "MERGE":
      case "UPSERT":
        return nameAfter("INTO", "OVERWRITE", "TABLE");
      case "UPDATE":
        return nameAfter();
      case "DELETE":
        return nameAfter("FROM");
      case "CALL":
      case "EXEC":
      case "EXECUTE":
        return nameAfter();
      case "CREATE":
      case "DROP":
      case "ALTER":
      case "LOCK":
        return tableOfDefinition();
      case "TRUNCATE":
        return nameAfter("TABLE");
      default:
        return null;
    }
  }

  /**
   * The verb is the one after the common table expressions; a query's first table may be in them.
   */
  private SqlShape with() {
    String inner = null;
    while (step()) {
      if (inner == null && isFromOfQuery()) {
        inner = nameFollowing();
      } else if (depth == 0 && sql.isAnyOf("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE")) {
        String verb = sql.text().toUpperCase(Locale.ROOT);
        boolean query = verb.equals("SELECT") && inner != null;
        return new SqlShape(verb, query ? inner : table(verb), null);
      }
    }
    return new SqlShape("WITH", inner, null);
  }

  private String from() {
    String name = null;
    while (name == null && step()) {
      if (isFromOfQuery()) {
        name = nameFollowing();
      }
    }
    return name;
  }

  /** Goes on, and keeps the account of parentheses. */
  private boolean step() {
    afterDistinct = sql.is("DISTINCT");
    boolean opened = sql.is('(');
    depth = Math.max(0, depth + (opened ? 1 : sql.is(')') ? -1 : 0));
    Token next = sql.next();
    if (opened) {
      long bit = 1L << Math.min(depth, DEEPEST);
      queries = sql.isAnyOf("SELECT", "WITH", "VALUES") ? queries | bit : queries & ~bit;
    }
    return next != Token.END;
  }

  /** Not that of EXTRACT(YEAR FROM day), nor of IS DISTINCT FROM. */
  private boolean isFromOfQuery() {
    long bit = 1L << Math.min(depth, DEEPEST);
    return sql.is("FROM") && !afterDistinct && (queries & bit) != 0;
  }

  /** CREATE [OR REPLACE] [TEMPORARY] TABLE [IF NOT EXISTS] name, and the like. */
  private String tableOfDefinition() {
    for (int i = 0; i < MOST_MODIFIERS && sql.next() == Token.WORD; i++) {
      if (sql.is("TABLE")) {
        return nameAfter("IF", "NOT", "EXISTS");
      }
    }
    return null;
  }

  /** The name after words that are none: these, and what dialects put between verb and name. */
  private String nameAfter(String... words) {
    for (int i = 0; i < MOST_MODIFIERS && sql.next() == Token.WORD; i++) {
      if (sql.is("TOP")) {
        skipTop();
      } else if (sql.is("OR")) {
        // INSERT OR REPLACE, UPDATE OR FAIL
        sql.next();
      } else if (!sql.isAnyOf(words) && !isModifier()) {
        return name();
      }
    }
    return sql.token() == Token.QUOTED ? name() : null;
  }

  private boolean isModifier() {
    return sql.isAnyOf("ONLY", "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE");
  }

  /** SQL Server's {@code TOP (10) PERCENT}. */
  private void skipTop() {
    while (sql.next() == Token.SYMBOL && !sql.is(')')) {
      sql.next();
    }
  }

  /** The name that comes next; null, with the token read, when something else does. */
  private String nameFollowing() {
    Token next = sql.next();
    if (sql.is("ONLY")) {
      next = sql.next();
    }
    boolean name =
        next == Token.QUOTED || (next == Token.WORD && !sql.isAnyOf("SELECT", "LATERAL", "TABLE"));
    return name ? name() : null;
  }

  /** {@code a.b.c} from the token read on, without quotes and blanks. */
  private String name() {
    StringBuilder name = new StringBuilder(sql.text());
    sql.next();
    while (sql.is('.')) {
      Token part = sql.next();
      if (part == Token.WORD || part == Token.QUOTED) {
        name.append('.').append(sql.text());
        sql.next();
      }
    }
    return name.toString();
  }
}
