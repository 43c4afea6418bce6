package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.key.Routes;
import dev.retrofuse.rules.Kind;
import java.util.Objects;

/** What tells calls from others: where they go, and what they do there. Immutable. */
final class CallName {
  private static final int LONGEST = 200;

  private final Kind kind;
  private final String url;
  private final String destination;
  private final String operation;
  private final String object;
  private final boolean other;
  private final int hash;

  private CallName(
      Kind kind, String url, String destination, String operation, String object, boolean other) {
    this.kind = kind;
    this.url = url;
    this.destination = cut(destination);
    this.operation = operation;
    this.object = cut(object);
    this.other = other;
    hash = Objects.hash(kind, url, this.destination, operation, this.object);
  }

  private static String cut(String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  static CallName http(String method, String host, int port, String path) {
    return new CallName(Kind.HTTP, null, host + ":" + port, method, Routes.name(path), false);
  }

  static CallName jdbc(JdbcUrl url, SqlShape sql) {
    String operation = sql.operation();
    return new CallName(Kind.JDBC, url.text(), url.databaseKey(), operation, sql.table(), false);
  }

  static CallName send(String system, String destination) {
    return new CallName(Kind.MESSAGING, system, destination, "send", null, false);
  }

  /** What is one too many. */
  static CallName other(Kind kind) {
    return new CallName(kind, null, null, null, null, true);
  }

  Kind kind() {
    return kind;
  }

  /** Of JDBC the URL without credentials and parameters; of messaging the system; else null. */
  String url() {
    return url;
  }

  /** Host and port, the database, or the destination; null where it is unknown. */
  String destination() {
    return destination;
  }

  /** The method, the statement's verb, {@code CONNECT}, {@code BORROW} or {@code send}, or null. */
  String operation() {
    return operation;
  }

  /** The route, or the table, or null. */
  String object() {
    return object;
  }

  boolean isOther() {
    return other;
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof CallName && hash == that.hashCode() && isSame((CallName) that);
  }

  private boolean isSame(CallName that) {
    return kind == that.kind
        && other == that.other
        && Objects.equals(url, that.url)
        && Objects.equals(destination, that.destination)
        && Objects.equals(operation, that.operation)
        && Objects.equals(object, that.object);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
