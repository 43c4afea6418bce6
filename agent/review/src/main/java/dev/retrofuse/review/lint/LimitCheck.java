package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Limits;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Recovery;

/** Limits that another one leaves nothing to do, and priorities without limits. */
final class LimitCheck implements Check {
  @Override
  public void look(Subject subject) {
    Limits limits = subject.rule.limits();
    if (subject.rule.priority() != null && !refusesSome(limits, subject.rule.breaker())) {
      String text = "priority shares the room of limits, and the rule has none";
      subject.find(Code.PRIORITY_WITHOUT_EFFECT, "priority", text, "add a limit, or remove it");
    }
    if (limits.bulkhead() == null || limits.concurrencyLimit() == null) {
      return;
    }
    int places = limits.bulkhead().maxConcurrent();
    boolean both = subject.acts(Policy.BULKHEAD) && subject.acts(Policy.CONCURRENCY_LIMIT);
    if (both && places >= limits.concurrencyLimit().max()) {
      String text =
          "max-concurrent "
              + places
              + " is never reached: concurrency-limit allows "
              + limits.concurrencyLimit().max()
              + " at most";
      subject.find(Code.LIMIT_WITHOUT_EFFECT, "bulkhead", text, "remove the bulkhead, or lower it");
    } else if (both && places < limits.concurrencyLimit().min()) {
      String text =
          "concurrency-limit never falls below "
              + limits.concurrencyLimit().min()
              + ", and the bulkhead allows "
              + places;
      String advice = "lower min, or remove the concurrency-limit";
      subject.find(Code.LIMIT_WITHOUT_EFFECT, "concurrency-limit", text, advice);
    }
  }

  /** Whether some calls may be let through while others are refused. */
  private static boolean refusesSome(Limits limits, Breaker breaker) {
    return limits.rateLimit() != null
        || limits.bulkhead() != null
        || limits.concurrencyLimit() != null
        || limits.throttle() != null
        || (breaker != null && breaker.recovery() == Recovery.GRADUAL);
  }
}
