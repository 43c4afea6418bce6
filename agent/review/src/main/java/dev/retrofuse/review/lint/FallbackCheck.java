package dev.retrofuse.review.lint;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.HttpMatch;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Limits;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.Policy;
import java.util.Arrays;

/** Fallbacks that no call can get. */
final class FallbackCheck implements Check {
  @Override
  public void look(Subject subject) {
    Fallback fallback = subject.rule.fallback();
    if (fallback.equals(Fallback.NONE)) {
      return;
    }
    String unsuitable = unsuitable(subject, fallback);
    if (!fallback.afterFailures() && !mayRefuse(subject)) {
      String text = "no policy of the rule refuses a call, so none gets the fallback";
      String advice = "add a policy that refuses, such as breaker: {}, or write for: failed";
      subject.find(Code.FALLBACK_WITHOUT_EFFECT, "fallback", text, advice);
    } else if (unsuitable != null) {
      String key = "fallback." + fallback.form();
      subject.find(Code.FALLBACK_WITHOUT_EFFECT, key, unsuitable, "remove it, or change match");
    }
    if (fallback.form() == Fallback.Form.REPLICA) {
      lookAtReplica(subject, fallback);
    }
  }

  /** A rule that observes as a whole is asked what it would do once it is enforced. */
  private static boolean mayRefuse(Subject subject) {
    Limits limits = subject.rule.limits();
    boolean breaker = subject.rule.breaker() != null && subject.rule.breaker().maxRefused() > 0;
    boolean deadline = limits.timeOut() != null && subject.rules.deadline() != null;
    return is(subject, Policy.BREAKER, breaker)
        || is(subject, Policy.RATE_LIMIT, limits.rateLimit() != null)
        || is(subject, Policy.BULKHEAD, limits.bulkhead() != null)
        || is(subject, Policy.CONCURRENCY_LIMIT, limits.concurrencyLimit() != null)
        || is(subject, Policy.THROTTLE, limits.throttle() != null)
        || is(subject, Policy.DEADLINE, deadline)
        || subject.rule.fault() != null;
  }

  private static boolean is(Subject subject, Policy policy, boolean there) {
    return there && !subject.rule.observed().contains(policy);
  }

  /** Why no call that the rule is for gets this form; null when one may. */
  private static String unsuitable(Subject subject, Fallback fallback) {
    switch (fallback.form()) {
      case LAST_GOOD:
        boolean get = ((HttpMatch) subject.rule.match()).allowsMethod("GET");
        return get ? null : "last-good is given to GET, which the rule is not for";
      case EMPTY_RESULT:
        boolean select = ((JdbcMatch) subject.rule.match()).allowsOperation("SELECT");
        return select ? null : "empty-result is given to SELECT, which the rule is not for";
      case REPLICA:
        boolean connect = ((JdbcMatch) subject.rule.match()).allowsOperation("CONNECT");
        return connect ? null : "replica is for operation CONNECT, which the rule is not for";
      case SPOOL:
        return maySpool((MessagingMatch) subject.rule.match())
            ? null
            : "messages of this system are not kept";
      default:
        return null;
    }
  }

  private static boolean maySpool(MessagingMatch match) {
    for (String system : Arrays.asList("kafka", "rabbitmq", "jms", "nats")) {
      if (match.allowsSystem(system)) {
        return true;
      }
    }
    return false;
  }

  private static void lookAtReplica(Subject subject, Fallback fallback) {
    JdbcUrl url = JdbcUrl.parse(fallback.replica());
    AskedCall query = AskedCall.jdbc(url, SqlShape.of("SELECT 1"));
    if (subject.rule.equals(query.decidedBy(subject.rules))) {
      String text =
          "the rule is for the replica as well, and refuses its statements while it is open";
      String advice = "keep the replica's URL out of match, or give it a rule before this one";
      subject.find(Code.REPLICA_OF_ITSELF, "fallback.replica", text, advice);
    }
  }
}
