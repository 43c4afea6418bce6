package dev.retrofuse.dist;

import static dev.retrofuse.dist.CallKind.JAVA_HTTP;
import static dev.retrofuse.dist.CallKind.KAFKA;
import static dev.retrofuse.dist.CallKind.MARIADB;
import static dev.retrofuse.dist.CallKind.MARIADB_CONNECT;
import static dev.retrofuse.dist.CallKind.POSTGRES;
import static dev.retrofuse.dist.CallKind.POSTGRES_CONNECT;
import static dev.retrofuse.dist.CallKind.RABBITMQ;
import static dev.retrofuse.dist.CallKind.URL_CONNECTION;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Each policy on each kind of call. Those of one policy stand together: they share a rule file. */
final class PolicyTable {
  private static final Set<CallKind> CONNECTS = EnumSet.of(POSTGRES_CONNECT, MARIADB_CONNECT);
  private static final Set<CallKind> WITH_CONNECTS = EnumSet.allOf(CallKind.class);
  private static final Set<CallKind> ALL = EnumSet.complementOf(EnumSet.copyOf(CONNECTS));
  private static final Set<CallKind> JDBC = EnumSet.of(POSTGRES, MARIADB);
  private static final Set<CallKind> HTTP = EnumSet.of(URL_CONNECTION, JAVA_HTTP);
  static final Set<CallKind> MESSAGING = EnumSet.of(KAFKA, RABBITMQ);
  private static final Set<CallKind> JDBC_AND_HTTP = union(JDBC, HTTP);

  /** A limit that a second call meets, and how it refuses. */
  private static final String ONE = "rate-limit: { rate: 1/h, burst: 1 }";

  private static final String BY_RATE = "more calls came than its rate limit of 1/h allows";

  /** So that the status tells how many calls are under way. */
  private static final String MANY = "bulkhead: { max-concurrent: 500 }, ";

  private static final String NONE = "no call is refused";
  private static final String BY_THROTTLE =
      "the other side accepts only a part of the calls (throttle)";
  private static final String BY_DEADLINE =
      "its caller waits no longer, or not as long as most such calls take (deadline)";

  static final List<PolicyCase> CASES =
      List.of(
          new PolicyCase(
              "breaker",
              ALL,
              "breaker: { window: 100 calls, minimum-calls: 3, open-wait: 1h }",
              "ok -> ok, fail -> failed, fail -> failed, ok -> refused",
              "its circuit breaker is open until *: failure rate 66.7% (2 of 3 calls)*",
              "state=OPEN calls=3 failures=2 refused=1 breaker.refused=1"),
          new PolicyCase(
              "breaker by header",
              ALL,
              "breaker: { by: header, member: X-Tenant, minimum-calls: 3, open-wait: 1h }",
              "ok X-Tenant=b -> ok, fail* X-Tenant=a -> refused, ok X-Tenant=b -> ok",
              "*",
              "state=CLOSED refused=1 breaker.refused=1"),
          new PolicyCase(
              "breaker by route",
              HTTP,
              "breaker: { by: route, minimum-calls: 3, open-wait: 1h }",
              "ok -> ok, fail* -> refused, ok -> ok",
              "*",
              "state=CLOSED refused=1 breaker.refused=1"),
          new PolicyCase(
              "breaker by table",
              JDBC,
              "breaker: { by: table, minimum-calls: 3, open-wait: 1h }",
              "table -> ok, broken-table* -> refused, table -> ok",
              "*",
              "state=CLOSED refused=1 breaker.refused=1"),
          new PolicyCase(
              "breaker by destination",
              MESSAGING,
              "scope: rule, breaker: { by: destination, minimum-calls: 3, open-wait: 1h }",
              "ok -> ok, elsewhere* -> refused, ok -> ok",
              "*",
              "state=CLOSED refused=1 breaker.refused=1"),
          new PolicyCase(
              "breaker that stops retries only",
              ALL,
              "breaker: { max-refused: 0%, window: 100 calls, minimum-calls: 3, open-wait: 1h }",
              "ok -> ok, fail -> failed, fail -> failed, ok -> ok",
              NONE,
              "state=OPEN calls=4 failures=2 refused=0 breaker.refused=0"),
          new PolicyCase(
              "slow-call",
              ALL,
              MANY
                  + "breaker: { slow-call: 1ms, minimum-calls: 1, open-wait: 1h, in-flight: ignore }",
              "hold, free -> ok, ok -> refused",
              "its circuit breaker is open until *: slow-call rate 100% (1 of 1 calls)*",
              "state=OPEN calls=1 failures=0 slow=1 refused=1 breaker.refused=1"),
          new PolicyCase(
              "hang",
              ALL,
              MANY + "breaker: { slow-call: 100ms, minimum-calls: 2, open-wait: 1h }",
              "hold* -> refused, free -> ok",
              "its circuit breaker is open until *, * of them still under way",
              "state=OPEN failures=0 refused=1 breaker.refused=1"),
          new PolicyCase(
              "rate-limit",
              WITH_CONNECTS,
              ONE,
              "ok -> ok, ok -> refused",
              BY_RATE,
              "calls=1 failures=0 refused=1 rate-limit.refused=1"),
          new PolicyCase(
              "bulkhead",
              WITH_CONNECTS,
              "bulkhead: { max-concurrent: 1 }",
              "hold, ok -> refused, free -> ok, ok -> ok",
              "as many calls as its bulkhead allows are under way (max-concurrent 1)",
              "calls=2 concurrent=0 maxConcurrent=1 refused=1 bulkhead.refused=1"),
          new PolicyCase(
              "concurrency-limit",
              ALL,
              MANY + "concurrency-limit: { initial: 1, min: 1, max: 1 }",
              "hold, ok -> refused, free -> ok, ok -> ok",
              "as many calls as the other side bears are under way (concurrency-limit, now about"
                  + " 1)",
              "calls=2 refused=1 concurrency-limit.refused=1 bulkhead.refused=0"),
          new PolicyCase(
              "concurrency-limit by latency",
              ALL,
              MANY + "concurrency-limit: { algorithm: gradient2, initial: 1, min: 1, max: 1 }",
              "hold, ok -> refused, free -> ok, ok -> ok",
              "as many calls as the other side bears are under way (concurrency-limit, now about"
                  + " 1)",
              "calls=2 refused=1 concurrency-limit.refused=1 bulkhead.refused=0"),
          new PolicyCase(
              "throttle",
              JDBC_AND_HTTP,
              "throttle: { window: 10m, minimum-calls: 1, ratio: 1, most: 100% }",
              "busy -> busy, busy* -> refused",
              BY_THROTTLE,
              "calls>0 failures>0 refused=1 throttle.refused=1"),
          new PolicyCase(
              "throttle",
              MESSAGING,
              MANY + "throttle: { window: 2s, minimum-calls: 1, ratio: 1, most: 100% }",
              "hold* -> refused, free -> ok",
              BY_THROTTLE,
              "calls>0 failures=0 refused=1 throttle.refused=1 bulkhead.refused=0"),
          new PolicyCase(
              "time-out",
              JDBC_AND_HTTP,
              "time-out: { call: 1s }",
              "slow -> cut, ok -> ok",
              NONE,
              "calls=2 failures=1 refused=0 time-out.refused=1 deadline.refused=0"),
          new PolicyCase(
              "time-out",
              EnumSet.of(KAFKA),
              "time-out: { call: 1s }",
              "hung -> cut, ok -> ok",
              NONE,
              "calls=2 failures=1 refused=0 time-out.refused=1 deadline.refused=0"),
          new PolicyCase(
              "time-out",
              EnumSet.of(RABBITMQ), // a publish that has no future to be cut
              MANY + "time-out: { call: 1s }",
              "hold, status time-out.refused=1, free -> ok",
              NONE,
              "calls=1 failures=1 refused=0 time-out.refused=1"),
          new PolicyCase(
              "time-out",
              CONNECTS,
              "time-out: { call: 1h, connect: 1s }",
              "hung -> cut, ok -> ok",
              NONE,
              "calls=2 failures=1 refused=0 time-out.refused=1 deadline.refused=0"),
          new PolicyCase(
              "deadline",
              JDBC_AND_HTTP,
              "time-out: { call: 1h }",
              "slow x-request-timeout-ms=1000 -> cut, late x-request-timeout-ms=1 -> refused,"
                  + " late -> ok",
              BY_DEADLINE,
              "calls=2 failures=1 refused=1 time-out.refused=1 deadline.refused=1"),
          new PolicyCase(
              "deadline",
              MESSAGING,
              "time-out: { call: 1h }",
              "late x-request-timeout-ms=1 -> refused, late -> ok",
              BY_DEADLINE,
              "calls=1 failures=0 refused=1 time-out.refused=0 deadline.refused=1"),
          new PolicyCase(
              "retry",
              JDBC_AND_HTTP,
              "retry: { back-off: 1ms, budget-floor: 100/s }",
              "flaky -> ok",
              NONE,
              "calls=2 failures=1 retry.made=1 retry.succeeded=1 retry.outOfBudget=0"),
          new PolicyCase(
              "retry",
              MESSAGING,
              "retry: { attempts: 10, back-off: 1s, max-back-off: 1s }",
              "flaky -> again",
              NONE,
              "calls>0 failures>0 retry.made>0 retry.succeeded=1 retry.outOfBudget=0"),
          new PolicyCase(
              "retry what failed for good",
              EnumSet.of(KAFKA),
              "retry: { back-off: 1ms }",
              "fail -> failed",
              NONE,
              "calls=3 failures=3 retry.made=2 retry.succeeded=0"),
          new PolicyCase(
              "retry what may not be made again",
              EnumSet.of(RABBITMQ), // a channel with confirms, and not for a lost connection
              "retry: { back-off: 1ms, calls: all }",
              "fail -> failed",
              NONE,
              "calls=1 failures=1 retry.made=0"),
          new PolicyCase(
              "fallback",
              JDBC,
              ONE + ", fallback: { empty-result: true }",
              "ok -> ok, ok -> fallback, fail -> refused",
              BY_RATE,
              "calls=1 refused=2 rate-limit.refused=2 fallbacks=1"),
          new PolicyCase(
              "fallback",
              HTTP,
              ONE + ", fallback: { response: { status: 203, body: instead } }",
              "ok -> ok, ok -> fallback",
              BY_RATE,
              "calls=1 refused=1 rate-limit.refused=1 fallbacks=1"),
          new PolicyCase(
              "fallback",
              MESSAGING,
              ONE + ", fallback: { drop: true }",
              "ok -> ok, ok -> fallback",
              BY_RATE,
              "calls=1 refused=1 rate-limit.refused=1 fallbacks=1"),
          new PolicyCase(
              "replica",
              CONNECTS,
              ONE + ", fallback: { replica: 'REPLICA' }",
              "ok -> ok, ok -> fallback, ok -> fallback",
              BY_RATE,
              "calls=1 refused=2 rate-limit.refused=2 fallbacks=2"),
          new PolicyCase(
              "replica for failed",
              CONNECTS,
              "failures: { sql-states: ['28'] }, breaker: {},"
                  + " fallback: { for: failed, replica: 'REPLICA' }",
              "ok -> ok, fail -> fallback",
              NONE,
              "calls=2 failures=1 refused=0 fallbacks=1"),
          new PolicyCase(
              "observe a fallback",
              JDBC,
              "mode: observe, " + ONE + ", fallback: { empty-result: true }",
              "ok -> ok, ok -> ok, fail -> failed",
              NONE,
              "refused=0 wouldRefuse=2 fallbacks=0 wouldAnswer=1"),
          new PolicyCase(
              "observe a fallback",
              CONNECTS,
              "mode: observe, " + ONE + ", fallback: { replica: 'REPLICA' }",
              "ok -> ok, ok -> ok",
              NONE,
              "refused=0 wouldRefuse=1 fallbacks=0 wouldAnswer=1"),
          new PolicyCase(
              "observe a fallback",
              HTTP,
              "mode: observe, " + ONE + ", fallback: { response: { status: 203, body: instead } }",
              "ok -> ok, ok -> ok",
              NONE,
              "refused=0 wouldRefuse=1 fallbacks=0 wouldAnswer=1"),
          new PolicyCase(
              "observe a fallback",
              MESSAGING,
              "mode: observe, " + ONE + ", fallback: { drop: true }",
              "ok -> ok, ok -> ok",
              NONE,
              "refused=0 wouldRefuse=1 fallbacks=0 wouldAnswer=1"),
          new PolicyCase(
              "last good",
              HTTP,
              ONE + ", fallback: { last-good: { max-age: 1h, max-size: 1MB } }",
              "ok -> ok, ok -> ok, fail -> refused",
              BY_RATE,
              "calls=1 refused=2 rate-limit.refused=2 fallbacks=1 kept=1"),
          new PolicyCase(
              "spool",
              MESSAGING,
              ONE + ", fallback: { spool: { folder: FOLDER, max-size: 1MB } }",
              "ok -> ok, ok -> fallback, ok -> fallback",
              NONE,
              "calls=1 fallbacks=2 spool.messages=2"),
          new PolicyCase(
              "fallback for failed",
              JDBC,
              "breaker: {}, fallback: { for: failed, empty-result: true }",
              "flaky -> fallback, flaky -> ok, fail -> failed",
              NONE,
              "calls=3 failures=2 refused=0 fallbacks=1"),
          new PolicyCase(
              "fallback for failed",
              HTTP, // where an answer is handed on whatever its status
              "breaker: {}, fallback: { for: failed, response: { status: 203, body: instead } }",
              "fail -> failed",
              NONE,
              "calls=1 failures=1 refused=0 fallbacks=0"),
          new PolicyCase(
              "fallback for failed",
              EnumSet.of(KAFKA), // whose sends end later than they return
              "breaker: {}, fallback: { for: failed, drop: true }",
              "fail -> failed",
              NONE,
              "calls=1 failures=1 refused=0 fallbacks=0"),
          new PolicyCase(
              "fallback for failed",
              EnumSet.of(RABBITMQ), // on a connection that is lost: a channel knows its own end
              "breaker: {}, fallback: { for: failed, drop: true }",
              "flaky -> again",
              NONE,
              "calls=2 failures=1 refused=0 fallbacks=1"),
          new PolicyCase(
              "priority",
              ALL,
              "bulkhead: { max-concurrent: 2 }, priority: { header: X-Class, low: 50% }",
              "hold X-Class=low, ok X-Class=low -> refused, hold X-Class=critical, free -> ok",
              "as many calls as its bulkhead allows are under way (max-concurrent 2)",
              "calls=2 refused=1 bulkhead.refused=1"),
          new PolicyCase(
              "fault",
              ALL,
              "fault: { share: 100%, for: 10m }, breaker: {}",
              "ok -> struck, ok -> struck",
              NONE,
              "calls=2 failures=2 refused=0 breaker.refused=0 drill.struck=2 drill.fails=true"),
          new PolicyCase(
              "fault with delay",
              ALL,
              "fault: { share: 100%, for: 10m, delay: 50ms }, breaker: { slow-call: 50ms }",
              "ok -> ok",
              NONE,
              "calls=1 failures=0 slow=1 refused=0 drill.struck=1 drill.fails=false"),
          new PolicyCase(
              "fault with abort",
              ALL,
              "fault: { share: 100%, for: 10m, end: abort }, breaker: {}",
              "ok -> aborted, ok -> aborted",
              NONE,
              "calls=2 failures=2 refused=0 breaker.refused=0 drill.struck=2 drill.fails=true"),
          new PolicyCase(
              "observe the rule",
              ALL,
              "mode: observe, " + ONE,
              "ok -> ok, ok -> ok, ok -> ok",
              NONE,
              "mode=observe calls=3 refused=0 wouldRefuse=2 rate-limit.wouldRefuse=2"),
          new PolicyCase(
              "observe a fault",
              ALL,
              "mode: observe, fault: { share: 100%, for: 10m }, breaker: {}",
              "ok -> ok, ok -> ok",
              NONE,
              "mode=observe calls=2 failures=0 drill.struck=0 drill.wouldStrike=2"),
          new PolicyCase(
              "observe a policy",
              ALL,
              "observe: rate-limit, bulkhead: { max-concurrent: 1 }, " + ONE,
              "ok -> ok, ok -> ok, hold, ok -> refused, free -> ok",
              "as many calls as its bulkhead allows are under way (max-concurrent 1)",
              "mode=enforce refused=1 bulkhead.refused=1 rate-limit.refused=0"
                  + " rate-limit.wouldRefuse=3"),
          new PolicyCase(
              "enforce",
              ALL,
              "enforce: 50%, " + ONE,
              "ok -> ok, ok* -> refused, ok* -> ok",
              BY_RATE,
              "mode=enforce rate-limit.refused>0 rate-limit.wouldRefuse>0"));

  private PolicyTable() {}

  private static Set<CallKind> union(Set<CallKind> some, Set<CallKind> more) {
    Set<CallKind> all = EnumSet.copyOf(some);
    all.addAll(more);
    return all;
  }

  /** The rule file for all rows of a policy. */
  static String rules(String policy, CallerHouse house) {
    StringBuilder rules = new StringBuilder("rules:\n");
    StringBuilder drills = new StringBuilder("faults: [");
    for (PolicyCase row : CASES) {
      for (CallKind kind : row.policy().equals(policy) ? row.kinds() : Set.<CallKind>of()) {
        String match = "match: { " + kind.match(house.port(kind)) + " }";
        String rule = row.rule().replace("REPLICA", "" + kind.replica(house.port(kind)));
        String name = row.name(kind);
        rules.append("  - { name: " + name + ", " + match + ", " + rule + " }\n");
        drills.append(drills.charAt(drills.length() - 1) == '[' ? "" : ", ").append(name);
      }
    }
    return (policy.contains("fault") ? drills + "]\n" : "")
        + (policy.equals("deadline") ? "deadline: {}\n" : "")
        + rules.toString().replace("FOLDER", house.folder() + "/spool");
  }
}
