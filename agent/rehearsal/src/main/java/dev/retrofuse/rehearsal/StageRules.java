package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** Rules as they are played: nothing by chance that a test could not foresee, nothing kept. */
public final class StageRules {
  private StageRules() {}

  /** Without drills, jitter, fallbacks and partial enforcement. */
  public static RuleSet of(RuleSet rules) {
    List<Rule> played = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      Rule.Builder same = rule.toBuilder().fault(null).fallback(Fallback.NONE).enforced(1);
      if (rule.breaker() != null) {
        same.breaker(rule.breaker().toBuilder().jitter(0).build());
      }
      played.add(same.build());
    }
    return rules.with(played);
  }
}
