package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Limits;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import java.util.EnumSet;
import java.util.Set;

/** Whether a rule enforces or observes what it has, and only that. */
final class ModeCheck implements Check {
  @Override
  public void look(Subject subject) {
    Rule rule = subject.rule;
    Set<Policy> policies = policies(subject);
    for (Policy observed : rule.observed()) {
      if (rule.mode() == Mode.OBSERVE) {
        String text = "observe: " + observed + " in a rule that observes as a whole";
        subject.find(Code.OBSERVES_WITHOUT_EFFECT, "observe", text, "remove one of the two");
      } else if (!policies.contains(observed)) {
        String text = "observe: " + observed + ", which the rule does not have";
        subject.find(Code.OBSERVES_WITHOUT_EFFECT, "observe", text, "remove it, or add the policy");
      }
    }
    policies.removeAll(rule.observed());
    policies.remove(Policy.DEADLINE);
    if (rule.mode() == Mode.ENFORCE && !rule.observed().isEmpty() && policies.isEmpty()) {
      String text = "the rule is enforced, but each of its policies observes";
      subject.find(Code.ENFORCES_NOTHING, "observe", text, "write mode: observe, or take one out");
    }
    lookAtDrill(subject);
  }

  private static void lookAtDrill(Subject subject) {
    if (subject.rule.fault() != null && subject.rule.mode() == Mode.OBSERVE) {
      String text = "the drill strikes no call, for the rule observes";
      subject.find(Code.DRILL_WITHOUT_EFFECT, "fault", text, "remove mode: observe, or the drill");
    }
  }

  /** Those that it has. */
  static Set<Policy> policies(Subject subject) {
    Rule rule = subject.rule;
    Limits limits = rule.limits();
    Set<Policy> policies = EnumSet.noneOf(Policy.class);
    add(policies, Policy.RETRY, rule.retry());
    add(policies, Policy.RATE_LIMIT, limits.rateLimit());
    add(policies, Policy.BULKHEAD, limits.bulkhead());
    add(policies, Policy.CONCURRENCY_LIMIT, limits.concurrencyLimit());
    add(policies, Policy.THROTTLE, limits.throttle());
    add(policies, Policy.BREAKER, rule.breaker());
    add(policies, Policy.TIME_OUT, limits.timeOut());
    add(policies, Policy.DEADLINE, limits.timeOut() == null ? null : subject.rules.deadline());
    return policies;
  }

  private static void add(Set<Policy> policies, Policy policy, Object section) {
    if (section != null) {
      policies.add(policy);
    }
  }
}
