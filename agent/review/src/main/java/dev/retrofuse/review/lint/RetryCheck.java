package dev.retrofuse.review.lint;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.rules.HttpMatch;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Match;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.RetriedCalls;
import dev.retrofuse.rules.Retry;
import java.util.Arrays;
import java.util.List;

/** Retries that do nothing, or more than is seen. */
final class RetryCheck implements Check {
  private static final List<String> METHODS =
      Arrays.asList("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "POST", "PATCH");
  private static final List<String> RETRIED_SYSTEMS =
      Arrays.asList("kafka", "rabbitmq", "jms", "nats");

  @Override
  public void look(Subject subject) {
    Retry retry = subject.rule.retry();
    if (retry == null) {
      return;
    }
    String why = none(subject.rule.match(), retry);
    if (why != null) {
      subject.find(Code.RETRY_WITHOUT_EFFECT, "retry", why, "remove it, or write calls: all");
    }
    lookAtClient(subject, retry.attempts());
    if (subject.rule.limits().timeOut() == null && !subject.is(Kind.MESSAGING)) {
      String text = "a try that hangs is waited for without end, and never made again";
      subject.find(Code.RETRY_WITHOUT_TIME_OUT, "retry", text, "add time-out: { call: 2s } or so");
    }
    if (retry.budget() == 0 && retry.floorPerSecond() == 0) {
      String text = "no call brings a retry, and there is no floor: after 10 there is none again";
      subject.find(Code.RETRY_RUNS_DRY, "retry.budget", text, "give it a budget or a floor");
    }
    lookAtStatuses(subject, retry);
  }

  private static void lookAtClient(Subject subject, int tries) {
    KnownClient known = subject.assumptions.client();
    int each = subject.assumptions.clientRetries() + 1;
    if (each > 1 && (known == null || subject.is(Kind.HTTP))) {
      String client = known == null ? "the client" : known + " (" + known.after() + ")";
      String text = tries + " tries here and " + each + " in " + client + " make " + tries * each;
      String advice = "let one of the two retry alone";
      subject.find(Code.RETRIES_MULTIPLY, "retry", text + " of one call", advice);
    }
  }

  /** Why nothing is made again; null when something may be. */
  private static String none(Match match, Retry retry) {
    boolean all = retry.calls() == RetriedCalls.ALL;
    if (match instanceof MessagingMatch) {
      for (String system : RETRIED_SYSTEMS) {
        if (((MessagingMatch) match).allowsSystem(system)) {
          return null;
        }
      }
      return "messages of this system are not sent again";
    }
    if (match instanceof JdbcMatch) {
      boolean may = all || ((JdbcMatch) match).allowsOperation("SELECT");
      return may ? null : "of statements only SELECT is made again, which the rule is not for";
    }
    return all || mayBeIdempotent((HttpMatch) match)
        ? null
        : "no method that the rule is for is made again by itself";
  }

  private static boolean mayBeIdempotent(HttpMatch match) {
    boolean known = false;
    for (String method : METHODS) {
      boolean allowed = match.allowsMethod(method);
      known |= allowed;
      if (allowed && AskedCall.http(method, "http", "", 0, "").isIdempotent()) {
        return true;
      }
    }
    return !known;
  }

  private static void lookAtStatuses(Subject subject, Retry retry) {
    if (!subject.says("retry", "statuses")) {
      return;
    }
    for (int status = 100; status <= 999; status++) {
      if (retry.isRetriedStatus(status) && subject.rule.failures().isFailureStatus(status)) {
        return;
      }
    }
    String text = "none of retry's statuses counts as a failure, and only failures are made again";
    String advice = "add them to failures: { statuses }";
    subject.find(Code.RETRY_WITHOUT_EFFECT, "retry.statuses", text, advice);
  }
}
