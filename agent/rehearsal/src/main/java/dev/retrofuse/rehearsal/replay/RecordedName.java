package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rehearsal.Instead;
import dev.retrofuse.rehearsal.Natures;
import dev.retrofuse.rehearsal.Stage;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.util.List;
import java.util.Objects;

/** What rules can match on of a recorded call. */
final class RecordedName {
  private final Kind kind;
  private final List<String> fields;
  private final String sql;

  /**
   * @param fields as they are written, behind the kind
   * @throws IllegalArgumentException when they are not those of the kind
   */
  RecordedName(String kind, List<String> fields) {
    this.kind = kind(kind);
    this.fields = fields;
    int count = this.kind == Kind.HTTP ? 5 : this.kind == Kind.JDBC ? 4 : 2;
    if (fields.size() != count) {
      throw new IllegalArgumentException(
          "a name of " + kind + " with " + fields.size() + " fields; it has " + count);
    }
    sql = this.kind == Kind.JDBC ? sql(fields.get(1), fields.get(2), fields.get(3)) : null;
    if (this.kind == Kind.HTTP) {
      RecordingLines.number(fields.get(3), 65_535);
    }
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no kind; allowed: http, jdbc, messaging");
  }

  Kind kind() {
    return kind;
  }

  /** A wait for a pool's connection, which no time-out of a rule cuts. */
  boolean isBorrow() {
    return JdbcMatch.BORROW.equals(sql);
  }

  /** Null where no rule is for it. */
  RetrofuseGuard guard(Stage stage) {
    switch (kind) {
      case HTTP:
        return RetrofuseHttp.request(
            fields.get(0),
            fields.get(1),
            fields.get(2),
            Integer.parseInt(fields.get(3)),
            fields.get(4));
      case JDBC:
        return stage.jdbc(sql, fields.get(0));
      default:
        return RetrofuseMessaging.send(fields.get(0), fields.get(1));
    }
  }

  /**
   * Whether it can be made again after a failure, as far as a recording tells: not whether a
   * message had left.
   *
   * @param state the SQLState; null for none
   */
  int nature(String state) {
    switch (kind) {
      case HTTP:
        return Natures.http(fields.get(0), fields.get(1));
      case JDBC:
        return Natures.jdbc(sql, state);
      default:
        return Natures.send(fields.get(0), false);
    }
  }

  /** Null where no answer to it is kept. */
  RetrofuseKept kept(RetrofuseGuard guard) {
    return kind == Kind.HTTP ? Instead.kept(guard, fields.get(0), url()) : null;
  }

  /** Without a query, which is not recorded: requests that differ in it are taken for the same. */
  private String url() {
    return fields.get(1) + "://" + fields.get(2) + ":" + fields.get(3) + fields.get(4);
  }

  /** Whether the application gets something in place of one that was refused or failed. */
  boolean isAnswered(
      Instead instead,
      RetrofuseGuard guard,
      RetrofuseKept kept,
      boolean refused,
      Throwable thrown) {
    switch (kind) {
      case HTTP:
        return instead.hasResponse(guard, url(), kept, refused, thrown);
      case JDBC:
        return instead.hasResult(guard, sql, fields.get(0), refused, thrown);
      default:
        return instead.accepts(guard, fields.get(0), refused, false, thrown);
    }
  }

  /** A text of that operation and table: the form, where it says both. */
  private static String sql(String operation, String table, String form) {
    if (operation.equals("CONNECT") || operation.equals(JdbcMatch.BORROW)) {
      return operation;
    }
    SqlShape shape = SqlShape.of(form);
    boolean says = operation.equals(text(shape.operation())) && table.equals(text(shape.table()));
    return says ? form : operation + between(operation, table) + table;
  }

  private static String between(String operation, String table) {
    if (table.isEmpty()) {
      return "";
    }
    switch (operation) {
      case "SELECT":
        return " * from ";
      case "INSERT":
      case "REPLACE":
      case "MERGE":
        return " into ";
      case "DELETE":
        return " from ";
      case "CREATE":
      case "ALTER":
        return " table ";
      default:
        return " ";
    }
  }

  private static String text(String text) {
    return Objects.toString(text, "");
  }
}
