package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.Fault;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules as they are played: nothing by chance that nobody foresees, nothing kept on disk. */
public final class StageRules {
  private final Map<String, Rule> written = new HashMap<>();
  private final RuleSet played;

  private StageRules(RuleSet rules, boolean drills, boolean jitter) {
    List<Rule> all = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      written.put(rule.name(), rule);
      all.add(played(rule, drills, jitter));
    }
    played = rules.with(all);
  }

  /**
   * Without partial enforcement; messages are not kept on disk, but dropped.
   *
   * @param jitter false to leave it out
   */
  static StageRules ofTests(RuleSet rules, boolean jitter) {
    return new StageRules(rules, true, jitter);
  }

  /** Likewise, and without drills and jitter. */
  public static StageRules ofReplay(RuleSet rules) {
    return new StageRules(rules, false, false);
  }

  private static Rule played(Rule rule, boolean drills, boolean jitter) {
    Rule.Builder same = rule.toBuilder().enforced(1).fault(drills ? holding(rule.fault()) : null);
    Fallback fallback = rule.fallback();
    if (fallback.spool() != null) {
      boolean failed = fallback.afterFailures();
      same.fallback(
          new Fallback(failed ? Fallback.When.FAILED : Fallback.When.REFUSED, Fallback.Form.DROP));
    }
    if (rule.breaker() != null && !jitter) {
      same.breaker(rule.breaker().toBuilder().jitter(0).build());
    }
    return same.build();
  }

  /** What is to fail does so at the end of its delay, which only the stage lets pass. */
  private static Fault holding(Fault fault) {
    return fault == null ? null : fault.onlyHolding(Math.max(1, fault.delayNanos()));
  }

  public RuleSet played() {
    return played;
  }

  /** The rule behind a guard, as it is written. */
  Rule decides(RetrofuseGuard guard) {
    return written(GuardStatus.of(guard).rule());
  }

  /** As it is written; null for a name that no rule has. */
  public Rule written(String name) {
    return written.get(name);
  }
}
