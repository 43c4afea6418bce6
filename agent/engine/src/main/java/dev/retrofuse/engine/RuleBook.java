package dev.retrofuse.engine;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.timeout.Watchdog;
import dev.retrofuse.rules.HttpMatch;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Scope;
import java.util.ArrayList;
import java.util.List;

/** A rule set, compiled: asked with a call, it gives the guard of the first rule that matches. */
final class RuleBook {
  private static final RuleGuards[] NONE = {};

  private final RuleSet rules;
  private final List<RuleGuards> all = new ArrayList<>();
  private final RuleGuards[] jdbc;
  private final RuleGuards[] http;
  private final RuleGuards[] messaging;
  private final boolean needsSql;
  private final boolean hasTimeOuts;
  private final int version;
  private final HostKeys hosts = new HostKeys();

  /**
   * @param before whose state goes on where a rule allows it; null for none
   */
  RuleBook(RuleSet rules, RuleBook before, Ticker ticker, Events events, Watchdog watchdog) {
    this.rules = rules;
    version = before == null ? 0 : before.version + 1;
    boolean sql = false;
    boolean timeOuts = false;
    for (Rule rule : rules.rules()) {
      all.add(guards(rule, before, ticker, events, watchdog));
      timeOuts |= rule.limits().timeOut() != null;
      sql |= rule.match() instanceof JdbcMatch && ((JdbcMatch) rule.match()).needsSql();
    }
    jdbc = ofKind(Kind.JDBC);
    http = ofKind(Kind.HTTP);
    messaging = ofKind(Kind.MESSAGING);
    needsSql = sql;
    hasTimeOuts = timeOuts;
  }

  private static RuleGuards guards(
      Rule rule, RuleBook before, Ticker ticker, Events events, Watchdog watchdog) {
    RuleGuards known = before == null ? null : before.named(rule.name());
    if (known == null || !goesOn(known.rule(), rule)) {
      return new RuleGuards(rule, ticker, events, watchdog);
    }
    return known.rule().equals(rule) ? known : new RuleGuards(rule, known);
  }

  /** Whether the calls and the kinds of policies are the same, so that only figures differ. */
  private static boolean goesOn(Rule before, Rule rule) {
    return before.match().equals(rule.match())
        && before.scope() == rule.scope()
        && (before.breaker() == null) == (rule.breaker() == null)
        && before.limits().sameKinds(rule.limits());
  }

  private RuleGuards named(String name) {
    for (RuleGuards guards : all) {
      if (guards.rule().name().equals(name)) {
        return guards;
      }
    }
    return null;
  }

  private RuleGuards[] ofKind(Kind kind) {
    List<RuleGuards> found = new ArrayList<>();
    for (RuleGuards guards : all) {
      if (guards.rule().match().kind() == kind) {
        found.add(guards);
      }
    }
    return found.toArray(new RuleGuards[0]);
  }

  RuleSet rules() {
    return rules;
  }

  /** Another one for each rule set of an engine. */
  int version() {
    return version;
  }

  boolean hasJdbc() {
    return jdbc.length > 0;
  }

  boolean hasHttp() {
    return http.length > 0;
  }

  boolean hasMessaging() {
    return messaging.length > 0;
  }

  /** Whether a rule has a time-out. */
  boolean hasTimeOuts() {
    return hasTimeOuts;
  }

  /** Whether a rule asks for a statement's operation or table. */
  boolean needsSql() {
    return needsSql;
  }

  List<GuardStatus> status() {
    List<GuardStatus> statuses = new ArrayList<>();
    for (RuleGuards guards : all) {
      guards.addStatus(statuses);
    }
    return statuses;
  }

  CallGuard statement(JdbcUrl url, SqlShape sql) {
    RuleGuards guards = jdbc(url, sql);
    return guards == null ? null : guards.guard(key(guards.rule(), url));
  }

  CallGuard connect(JdbcUrl url) {
    RuleGuards guards = jdbc(url, SqlShape.CONNECT);
    return guards == null ? null : guards.connectGuard(key(guards.rule(), url));
  }

  private RuleGuards jdbc(JdbcUrl url, SqlShape sql) {
    for (RuleGuards guards : url.isKnown() ? jdbc : NONE) {
      if (matches((JdbcMatch) guards.rule().match(), url, sql)) {
        return guards;
      }
    }
    return null;
  }

  private static boolean matches(JdbcMatch match, JdbcUrl url, SqlShape sql) {
    return match.matches(url.text(), url.database(), sql.operation(), sql.table())
        || (sql.isQualified()
            && match.matches(url.text(), url.database(), sql.operation(), sql.unqualifiedTable()));
  }

  private static String key(Rule rule, JdbcUrl url) {
    switch (rule.scope()) {
      case HOST:
        return url.hostKey();
      case DATABASE:
        return url.databaseKey();
      default:
        return RuleGuards.ALL;
    }
  }

  /**
   * @param port resolved
   */
  CallGuard request(String method, String host, int port, String path) {
    for (RuleGuards guards : http) {
      Rule rule = guards.rule();
      if (((HttpMatch) rule.match()).matches(method, host, port, path)) {
        return guards.guard(rule.scope() == Scope.HOST ? hosts.key(host, port) : RuleGuards.ALL);
      }
    }
    return null;
  }

  CallGuard message(String system, String destination, String operation) {
    for (RuleGuards guards : messaging) {
      Rule rule = guards.rule();
      if (((MessagingMatch) rule.match()).matches(system, destination, operation)) {
        boolean apart = rule.scope() == Scope.DESTINATION && destination != null;
        return guards.guard(apart ? destination : RuleGuards.ALL);
      }
    }
    return null;
  }
}
