package dev.retrofuse.engine;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Rule;

/** What an edit of a rule does to its state. */
public final class Edit {
  private Edit() {}

  /**
   * What makes the state of a rule begin anew: other calls, or other keys. Null when it goes on,
   * but for policies that come or go.
   *
   * @param before of the same name
   * @return {@code match}, {@code scope} or {@code breaker.by}
   */
  public static String breaks(Rule before, Rule rule) {
    if (!before.match().equals(rule.match())) {
      return "match";
    }
    if (before.scope() != rule.scope()) {
      return "scope";
    }
    return sameKeys(before.breaker(), rule.breaker()) ? null : "breaker.by";
  }

  private static boolean sameKeys(Breaker before, Breaker breaker) {
    return before == null
        || breaker == null
        || (before.by() == breaker.by() && before.member().equals(breaker.member()));
  }
}
