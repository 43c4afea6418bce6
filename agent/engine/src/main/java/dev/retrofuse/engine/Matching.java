package dev.retrofuse.engine;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.HttpMatch;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.Scope;

/**
 * Whether a rule is for a call, and under which key: asked by calls, and by who wants it explained
 * in a process that has no waist.
 */
final class Matching {
  /** The scheme of gRPC's calls. */
  static final String GRPC = "grpc";

  private Matching() {}

  /** The key of the first condition that a call does not fulfil; null when the rule is for it. */
  static String unmet(Rule rule, JdbcUrl url, SqlShape sql) {
    JdbcMatch match = (JdbcMatch) rule.match();
    if (sql.equals(SqlShape.BORROW)) {
      // Else each call of a pool's user would count twice.
      if (!match.names(sql.operation())) {
        return "operation";
      }
    } else if (!url.isKnown()) {
      return "url";
    }
    String unmet = match.unmet(url.text(), url.database(), sql.operation(), sql.table());
    return unmet == null || !sql.isQualified()
        ? unmet
        : match.unmet(url.text(), url.database(), sql.operation(), sql.unqualifiedTable());
  }

  static String key(Rule rule, JdbcUrl url) {
    switch (rule.scope()) {
      case HOST:
        return url.hostKey();
      case DATABASE:
        return url.databaseKey();
      default:
        return RuleGuards.ALL;
    }
  }

  /** How the breaker calls the call's part; only where it tells parts of a statement apart. */
  static String part(Rule rule, JdbcUrl url, SqlShape sql) {
    switch (rule.breaker().by()) {
      case HOST:
        return url.hostKey();
      case DATABASE:
        return url.databaseKey();
      case SCHEMA:
        return url.databaseKey() + ' ' + sql.schema();
      case TABLE:
        return String.valueOf(sql.table());
      case SQL:
        return sql.form();
      default:
        return null;
    }
  }

  /**
   * As above.
   *
   * @param port resolved
   */
  static String unmet(Rule rule, String method, String host, int port, String path) {
    return ((HttpMatch) rule.match()).unmet(method, host, port, path);
  }

  static String key(Rule rule, HostKeys hosts, String host, int port) {
    return rule.scope() == Scope.HOST ? hosts.key(host, port) : RuleGuards.ALL;
  }

  static String path(String path) {
    return path == null || path.isEmpty() ? "/" : path;
  }

  /** The port that is connected to where the URL names none (below 0). */
  static int port(String scheme, int port) {
    boolean secure = "https".equalsIgnoreCase(scheme) || GRPC.equals(scheme);
    return port >= 0 ? port : secure ? 443 : 80;
  }

  /** As above. */
  static String unmet(Rule rule, String system, String destination, String operation) {
    return ((MessagingMatch) rule.match()).unmet(system, destination, operation);
  }

  static String key(Rule rule, String destination) {
    boolean apart = rule.scope() == Scope.DESTINATION && destination != null;
    return apart ? destination : RuleGuards.ALL;
  }

  static String part(String destination) {
    return String.valueOf(destination);
  }
}
