package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.key.BaggageMember;
import dev.retrofuse.engine.key.RequestHeader;
import dev.retrofuse.engine.key.Routes;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.SqlTrace;
import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A rule set, compiled: asked with a call, it gives the guard of the first rule that matches. */
final class RuleBook {
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
   * @param measures whether it is counted how long calls take
   * @param before whose state goes on where a rule allows it; null for none
   */
  RuleBook(RuleSet rules, boolean measures, RuleBook before, EngineParts parts) {
    this.rules = rules;
    version = before == null ? 0 : before.version + 1;
    boolean sql = false;
    boolean varies = false;
    boolean timeOuts = false;
    boolean keeps = false;
    SqlTrace told = rules.trace().calls().sql();
    boolean sessions = told == SqlTrace.SESSION;
    for (Rule rule : rules.rules()) {
      all.add(guards(rule, measures, before, parts));
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
      Rule rule, boolean measures, RuleBook before, EngineParts parts) {
    RuleGuards known = before == null ? null : before.named(rule.name());
    if (known == null || Edit.breaks(known.rule(), rule) != null) {
      return new RuleGuards(rule, measures, parts);
    }
    boolean same = known.rule().equals(rule) && known.measures() == measures;
    return same ? known : new RuleGuards(rule, measures, known);
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
    String key = Matching.key(guards.rule(), url);
    SubGuards subs = guards.subGuards(key);
    return subs == null ? guards.guard(key) : ofStatement(subs, guards.rule(), url, sql);
  }

  private static CallGuard ofStatement(SubGuards subs, Rule rule, JdbcUrl url, SqlShape sql) {
    String part = Matching.part(rule, url, sql);
    return part == null ? ofMember(subs, rule.breaker()) : subs.guard(part);
  }

  CallGuard connect(JdbcUrl url) {
    RuleGuards guards = jdbc(url, SqlShape.CONNECT);
    return guards == null ? null : guards.connectGuard(Matching.key(guards.rule(), url));
  }

  CallGuard borrow(JdbcUrl url, Object pool) {
    RuleGuards guards = jdbc(url, SqlShape.BORROW);
    return guards == null ? null : guards.borrowGuard(Matching.key(guards.rule(), url), pool);
  }

  private RuleGuards jdbc(JdbcUrl url, SqlShape sql) {
    for (RuleGuards guards : jdbc) {
      if (Matching.unmet(guards.rule(), url, sql) == null) {
        return guards;
      }
    }
    return null;
  }

  /**
   * @param grpc whether it is a call of gRPC
   * @param port resolved
   */
  CallGuard request(boolean grpc, String method, String host, int port, String path) {
    for (RuleGuards guards : http) {
      Rule rule = guards.rule();
      if (Matching.unmet(rule, method, host, port, path) == null) {
        if (grpc) {
          guards.metGrpc();
        }
        String key = Matching.key(rule, hosts, host, port);
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
      if (Matching.unmet(rule, system, destination, operation) == null) {
        String key = Matching.key(rule, destination);
        SubGuards subs = guards.subGuards(key);
        if (subs == null) {
          return guards.guard(key);
        }
        return variesByThread(rule.breaker().by())
            ? ofMember(subs, rule.breaker())
            : subs.guard(Matching.part(destination));
      }
    }
    return null;
  }
}
