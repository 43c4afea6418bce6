package dev.retrofuse.engine;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Rule;

/** What an edit of a rule does to its state. */
public final class Edit {
  private Edit() {}

  /**
   * What makes the state of a rule begin anew: other calls, or other kinds of policies. Null when
   * only figures differ, so that it goes on.
   *
   * @param before of the same name
   * @return {@code match}, {@code scope}, {@code breaker.by}, or the policies that came or went
   */
  public static String breaks(Rule before, Rule rule) {
    if (!before.match().equals(rule.match())) {
      return "match";
    }
    if (before.scope() != rule.scope()) {
      return "scope";
    }
    if (!sameKeys(before.breaker(), rule.breaker())) {
      return "breaker.by";
    }
    if ((before.breaker() == null) != (rule.breaker() == null)) {
      return "breaker";
    }
    if ((before.retry() == null) != (rule.retry() == null)) {
      return "retry";
    }
    return before.limits().sameKinds(rule.limits()) ? null : "limits";
  }

  private static boolean sameKeys(Breaker before, Breaker breaker) {
    return before == null
        || breaker == null
        || (before.by() == breaker.by() && before.member().equals(breaker.member()));
  }
}
