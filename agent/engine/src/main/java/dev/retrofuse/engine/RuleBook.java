package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.key.BaggageMember;
import dev.retrofuse.engine.key.RequestHeader;
import dev.retrofuse.engine.key.Routes;
import dev.retrofuse.engine.timeout.Watchdog;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.HttpMatch;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Scope;
import dev.retrofuse.rules.SqlTrace;
import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.Collections;
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
  private final boolean variesByThread;
  private final SqlTrace sqlTrace;
  private final boolean tellsSessions;
  private final boolean hasTimeOuts;
  private final boolean keepsMessages;
  private final int version;
  private final HostKeys hosts = new HostKeys();

  /**
   * @param before whose state goes on where a rule allows it; null for none
   */
  RuleBook(
      RuleSet rules,
      RuleBook before,
      Ticker ticker,
      Events events,
      Watchdog watchdog,
      Outboxes outboxes) {
    this.rules = rules;
    version = before == null ? 0 : before.version + 1;
    boolean sql = false;
    boolean varies = false;
    boolean timeOuts = false;
    boolean keeps = false;
    SqlTrace told = rules.trace().calls().sql();
    boolean sessions = told == SqlTrace.SESSION;
    for (Rule rule : rules.rules()) {
      all.add(guards(rule, before, ticker, events, watchdog, outboxes));
      keeps |= rule.fallback().spool() != null;
      timeOuts |= rule.limits().timeOut() != null;
      sql |= needsSql(rule);
      told = more(told, rule.tracing());
      sessions |= rule.tracing() != null && rule.tracing().sql() == SqlTrace.SESSION;
      varies |= rule.breaker() != null && variesByThread(rule.breaker().by());
    }
    jdbc = ofKind(Kind.JDBC);
    http = ofKind(Kind.HTTP);
    messaging = ofKind(Kind.MESSAGING);
    needsSql = sql;
    hasTimeOuts = timeOuts;
    keepsMessages = keeps;
    variesByThread = varies;
    sqlTrace = told;
    tellsSessions = sessions;
  }

  private static SqlTrace more(SqlTrace told, Tracing tracing) {
    return tracing != null && tracing.sql().compareTo(told) > 0 ? tracing.sql() : told;
  }

  private static boolean needsSql(Rule rule) {
    boolean apart = rule.breaker() != null && rule.breaker().by() != By.NOTHING;
    return rule.match() instanceof JdbcMatch && (apart || ((JdbcMatch) rule.match()).needsSql());
  }

  private static RuleGuards guards(
      Rule rule,
      RuleBook before,
      Ticker ticker,
      Events events,
      Watchdog watchdog,
      Outboxes outboxes) {
    RuleGuards known = before == null ? null : before.named(rule.name());
    if (known == null || !goesOn(known.rule(), rule)) {
      return new RuleGuards(rule, ticker, events, watchdog, outboxes);
    }
    return known.rule().equals(rule) ? known : new RuleGuards(rule, known);
  }

  /** Whether the calls and the kinds of policies are the same, so that only figures differ. */
  private static boolean goesOn(Rule before, Rule rule) {
    return before.match().equals(rule.match())
        && before.scope() == rule.scope()
        && sameKeys(before.breaker(), rule.breaker())
        && (before.breaker() == null) == (rule.breaker() == null)
        && (before.retry() == null) == (rule.retry() == null)
        && before.limits().sameKinds(rule.limits());
  }

  private static boolean sameKeys(Breaker before, Breaker breaker) {
    return before == null
        || breaker == null
        || (before.by() == breaker.by() && before.member().equals(breaker.member()));
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

  /** Whether a rule keeps messages to send them later. */
  boolean keepsMessages() {
    return keepsMessages;
  }

  /** Makes the keys known that have messages which were kept before. */
  void findKept() {
    for (RuleGuards guards : messaging) {
      guards.findKept();
    }
  }

  /** Whether a rule asks for a statement's operation or table. */
  boolean needsSql() {
    return needsSql;
  }

  /** Whether the guard of a statement depends on what its thread works for. */
  boolean variesByThread() {
    return variesByThread;
  }

  /** Whether statements of this guard tell it by their session. */
  boolean tellsSession(RetrofuseGuard guard) {
    return tellsSessions && tracing(guard).sql() == SqlTrace.SESSION;
  }

  /** Whether any guarded statement of that sort tells the database its trace in a comment. */
  boolean tracesSql(SqlTrace sort) {
    return sqlTrace.compareTo(sort) >= 0;
  }

  /** Whether those of this guard do. */
  boolean tracesSql(RetrofuseGuard guard, SqlTrace sort) {
    return tracing(guard).sql().compareTo(sort) >= 0;
  }

  private Tracing tracing(RetrofuseGuard guard) {
    Object own = guard.tracing();
    return own instanceof Tracing ? (Tracing) own : rules.trace().calls();
  }

  List<GuardStatus> status(Observations observations) {
    List<GuardStatus> statuses = new ArrayList<>();
    for (RuleGuards guards : all) {
      guards.addStatus(statuses, observations.status(guards.rule().name()));
    }
    return statuses;
  }

  /** See {@link RuleGuards#breakers}; empty also where there is no such rule. */
  List<CircuitBreaker> breakers(String rule, String key) {
    RuleGuards guards = named(rule);
    return guards == null ? Collections.<CircuitBreaker>emptyList() : guards.breakers(key);
  }

  /** Lets breakers change to the state that is due, for which no call has come. */
  void settle() {
    for (RuleGuards guards : all) {
      guards.settle();
    }
  }

  CallGuard statement(JdbcUrl url, SqlShape sql) {
    RuleGuards guards = jdbc(url, sql);
    if (guards == null) {
      return null;
    }
    String key = key(guards.rule(), url);
    SubGuards subs = guards.subGuards(key);
    return subs == null ? guards.guard(key) : ofStatement(subs, guards.rule().breaker(), url, sql);
  }

  private static CallGuard ofStatement(SubGuards subs, Breaker breaker, JdbcUrl url, SqlShape sql) {
    switch (breaker.by()) {
      case HOST:
        return subs.guard(url.hostKey());
      case DATABASE:
        return subs.guard(url.databaseKey());
      case SCHEMA:
        return subs.guard(url.databaseKey() + ' ' + sql.schema());
      case TABLE:
        return subs.guard(String.valueOf(sql.table()));
      case SQL:
        return subs.guard(sql.form());
      default:
        return ofMember(subs, breaker);
    }
  }

  CallGuard connect(JdbcUrl url) {
    RuleGuards guards = jdbc(url, SqlShape.CONNECT);
    return guards == null ? null : guards.connectGuard(key(guards.rule(), url));
  }

  /** Only for rules that name the operation: else each call of a pool's user would count twice. */
  CallGuard borrow(JdbcUrl url, Object pool) {
    String operation = SqlShape.BORROW.operation();
    for (RuleGuards guards : jdbc) {
      JdbcMatch match = (JdbcMatch) guards.rule().match();
      if (match.names(operation) && matches(match, url, SqlShape.BORROW)) {
        return guards.borrowGuard(key(guards.rule(), url), pool);
      }
    }
    return null;
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
   * @param grpc whether it is a call of gRPC
   * @param port resolved
   */
  CallGuard request(boolean grpc, String method, String host, int port, String path) {
    for (RuleGuards guards : http) {
      Rule rule = guards.rule();
      if (((HttpMatch) rule.match()).matches(method, host, port, path)) {
        if (grpc) {
          guards.metGrpc();
        }
        String key = rule.scope() == Scope.HOST ? hosts.key(host, port) : RuleGuards.ALL;
        SubGuards subs = guards.subGuards(key);
        return subs == null ? guards.guard(key) : ofRequest(subs, rule, host, port, path);
      }
    }
    return null;
  }

  private CallGuard ofRequest(SubGuards subs, Rule rule, String host, int port, String path) {
    switch (rule.breaker().by()) {
      case ROUTE:
        CallGuard known = subs.find(Routes.hash(path));
        return known != null ? known : subs.add(Routes.hash(path), Routes.name(path));
      case HOST:
        return subs.guard(hosts.key(host, port));
      default:
        return ofMember(subs, rule.breaker());
    }
  }

  private static boolean variesByThread(By by) {
    return by == By.BAGGAGE || by == By.HEADER;
  }

  private static CallGuard ofMember(SubGuards subs, Breaker breaker) {
    String member = breaker.member();
    if (breaker.by() == By.HEADER) {
      CallGuard known = subs.find(RequestHeader.hash(member));
      return known != null
          ? known
          : subs.add(RequestHeader.hash(member), RequestHeader.name(member));
    }
    CallGuard known = subs.find(BaggageMember.hash(member));
    return known != null ? known : subs.add(BaggageMember.hash(member), BaggageMember.name(member));
  }

  CallGuard message(String system, String destination, String operation) {
    for (RuleGuards guards : messaging) {
      Rule rule = guards.rule();
      if (((MessagingMatch) rule.match()).matches(system, destination, operation)) {
        boolean apart = rule.scope() == Scope.DESTINATION && destination != null;
        String key = apart ? destination : RuleGuards.ALL;
        SubGuards subs = guards.subGuards(key);
        if (subs == null) {
          return guards.guard(key);
        }
        return variesByThread(rule.breaker().by())
            ? ofMember(subs, rule.breaker())
            : subs.guard(String.valueOf(destination));
      }
    }
    return null;
  }
}
