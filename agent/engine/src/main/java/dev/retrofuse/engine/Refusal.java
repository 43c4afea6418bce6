package dev.retrofuse.engine;

import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.waist.RetrofuseGuard;

/** Who refused a call. Immutable. */
public final class Refusal {
  private final String rule;
  private final String key;
  private final String policy;
  private final String breaker;

  Refusal(String rule, String key, String policy, String breaker) {
    this.rule = rule;
    this.key = key;
    this.policy = policy;
    this.breaker = breaker;
  }

  /**
   * Null where the guard is not a rule's.
   *
   * @param permit the negative one that the call got
   */
  public static Refusal of(RetrofuseGuard guard, long permit) {
    return guard instanceof CallGuard ? ((CallGuard) guard).refusal(permit) : null;
  }

  static String policy(Gate gate) {
    return gate == null ? "breaker" : gate.policy().toString();
  }

  public String rule() {
    return rule;
  }

  public String key() {
    return key;
  }

  /** As in a rule file; {@code fault} for a drill, {@code spool} for a message behind others. */
  public String policy() {
    return policy;
  }

  /** The state of the rule's breaker; null without one. */
  public String breaker() {
    return breaker;
  }
}
