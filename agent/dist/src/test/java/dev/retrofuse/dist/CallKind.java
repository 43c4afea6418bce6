package dev.retrofuse.dist;

import java.util.Locale;
import java.util.Map;

/** A kind of call that the calling application makes, and how the ends of such a call look. */
enum CallKind {
  POSTGRES(
      "jdbc: { url: 'jdbc:postgresql://127.0.0.1:PORT/**', operation: [SELECT, DO] }",
      "java.sql.SQLTransientConnectionException state 53000",
      Map.of(
          "ok", "1",
          "failed", "org.postgresql.util.PSQLException state 58000: ERROR: broken",
          "busy", "org.postgresql.util.PSQLException state 53200: ERROR: busy",
          "cut", "java.sql.SQLTimeoutException state 57014: Retrofuse rule 'RULE' cut a call to ",
          "fallback", "empty")),
  MARIADB(
      "jdbc: { url: 'jdbc:mariadb://127.0.0.1:PORT/**', operation: [SELECT, SIGNAL] }",
      "java.sql.SQLTransientConnectionException state 53000",
      Map.of(
          "ok", "1",
          "failed", "java.sql.SQLTransientConnectionException state 58000: (conn=",
          "busy", "java.sql.SQLTransientConnectionException state 53000: (conn=",
          "cut", "java.sql.SQLTimeoutException state 70100: Retrofuse rule 'RULE' cut a call to ",
          "fallback", "empty")),
  POSTGRES_CONNECT(
      "jdbc: { url: 'jdbc:postgresql://127.0.0.1:PORT/test', operation: CONNECT }",
      "java.sql.SQLTransientConnectionException state 08001",
      Map.of(
          "ok", "test",
          "failed", "org.postgresql.util.PSQLException state 28000: FATAL: role ",
          "cut", "java.sql.SQLTimeoutException state 08001: Retrofuse rule 'RULE' cut a call to ",
          "fallback", "postgres, to be read")),
  MARIADB_CONNECT(
      "jdbc: { url: 'jdbc:mariadb://127.0.0.1:PORT/test', operation: CONNECT }",
      "java.sql.SQLTransientConnectionException state 08001",
      Map.of(
          "ok", "test",
          "failed", "java.sql.SQLInvalidAuthorizationSpecException state 28000: ",
          "cut", "java.sql.SQLTimeoutException state 08000: ",
          "fallback", "information_schema, to be read")),
  URL_CONNECTION(
      "http: { host: 127.0.0.1, port: PORT, path: /url-connection/** }",
      "java.net.ConnectException",
      Map.of(
          "ok", "200 answer",
          "failed", "500 answer",
          "busy", "503 answer",
          "cut", "java.net.SocketTimeoutException: ",
          "fallback", "203 instead")),
  JAVA_HTTP(
      "http: { host: 127.0.0.1, port: PORT, path: /java-http/** }",
      "java.net.ConnectException",
      Map.of(
          "ok", "200 answer",
          "failed", "500 answer",
          "busy", "503 answer",
          "cut", "java.net.http.HttpTimeoutException: ",
          "fallback", "203 instead")),
  KAFKA(
      "messaging: { system: kafka }",
      "org.apache.kafka.common.errors.TimeoutException",
      Map.of(
          "ok", "acknowledged",
          "failed", "org.apache.kafka.common.errors.TimeoutException: Partition 1 of topic caller",
          "cut",
              "org.apache.kafka.common.errors.TimeoutException: Retrofuse rule 'RULE' cut a call to ",
          "again", "acknowledged",
          "fallback", "sent")),
  RABBITMQ(
      "messaging: { system: rabbitmq }",
      "java.io.IOException",
      Map.of(
          "ok", "confirmed",
          "failed", "com.rabbitmq.client.AlreadyClosedException: channel is already closed",
          "again", "published",
          "fallback", "sent"));

  private final String match;
  private final String refusal;
  private final Map<String, String> ends;

  CallKind(String match, String refusal, Map<String, String> ends) {
    this.match = match;
    this.refusal = refusal;
    this.ends = ends;
  }

  /** The condition of a rule for these calls. */
  String match(int port) {
    return match.replace("PORT", String.valueOf(port));
  }

  /** A database that plays the other one's replica; null for what has none. */
  String replica(int port) {
    switch (this) {
      case POSTGRES_CONNECT:
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
      case MARIADB_CONNECT:
        return "jdbc:mariadb://127.0.0.1:" + port + "/information_schema?user=root";
      default:
        return null;
    }
  }

  /** How the application and the names of rules call it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The exception of a connection that breaks, and its SQLState. */
  private String broken() {
    switch (this) {
      case POSTGRES:
      case MARIADB:
        return "java.sql.SQLTransientConnectionException state 08006";
      case URL_CONNECTION:
        return "java.net.SocketException";
      case JAVA_HTTP:
        return "java.io.IOException"; // which the client makes of it
      default:
        return refusal;
    }
  }

  /** What the span of such a call says. */
  String recorded() {
    switch (this) {
      case POSTGRES:
      case POSTGRES_CONNECT:
        return "db.system.name=postgresql";
      case MARIADB:
      case MARIADB_CONNECT:
        return "db.system.name=mariadb";
      case KAFKA:
        return "messaging.system=kafka";
      case RABBITMQ:
        return "messaging.system=rabbitmq";
      default:
        return "url.full=http://127.0.0.1:";
    }
  }

  /**
   * What the application sees, at its beginning.
   *
   * @param end {@code refused}, {@code struck} by a drill, {@code aborted} by one, or one of this
   *     kind's own
   */
  String sees(String end, String rule) {
    if (end.equals("refused")) {
      return refusal + ": Retrofuse rule '" + rule + "' rejected a call to ";
    }
    if (end.equals("struck")) {
      return refusal + ": Retrofuse rule '" + rule + "' made a call to ";
    }
    if (end.equals("aborted")) {
      return broken() + ": Retrofuse rule '" + rule + "' made a call to ";
    }
    return ends.get(end).replace("RULE", rule);
  }
}
