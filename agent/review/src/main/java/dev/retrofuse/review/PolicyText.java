package dev.retrofuse.review;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.RetriedCalls;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.RuleWriter;
import dev.retrofuse.rules.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy of a rule, or what else it says, with its figures and whether it acts. */
public final class PolicyText {
  private static final String NOT_HERE = "not here";
  private static final String[] OTHERS = {"priority", "fault", "failures", "fallback"};

  private final String policy;
  private final String mode;
  private final Map<String, String> figures;

  private PolicyText(String policy, String mode, Map<String, String> figures) {
    this.policy = policy;
    this.mode = mode;
    this.figures = Collections.unmodifiableMap(figures);
  }

  /** Its key in the rule file. */
  public String policy() {
    return policy;
  }

  /**
   * {@code enforces}, {@code enforces 5%}, {@code observes}, or {@code not here} for a call that it
   * has nothing to do with; empty for what is no policy.
   */
  public String mode() {
    return mode;
  }

  /** By key, as a rule file writes them, defaults included. */
  public Map<String, String> figures() {
    return figures;
  }

  static List<PolicyText> of(Rule rule, RuleSet rules, AskedCall call, Secret secret) {
    Map<String, String> keys = new RuleWriter(secret).keys(rule);
    List<PolicyText> policies = new ArrayList<>();
    for (Policy policy : Policy.values()) {
      Map<String, String> figures = figures(keys, policy.toString());
      boolean heeded = rule.limits().timeOut() != null && rules.deadline() != null;
      if (!figures.isEmpty() || (policy == Policy.DEADLINE && heeded)) {
        policies.add(new PolicyText(policy.toString(), mode(rule, policy, call, keys), figures));
      }
    }
    for (String other : OTHERS) {
      Map<String, String> figures = figures(keys, other);
      if (!figures.isEmpty()) {
        boolean none = call.isGrpc() && other.equals("fallback");
        policies.add(new PolicyText(other, none ? NOT_HERE : "", figures));
      }
    }
    return policies;
  }

  private static String mode(Rule rule, Policy policy, AskedCall call, Map<String, String> keys) {
    if (policy == Policy.RETRY && isMadeOnce(rule, call)) {
      return NOT_HERE;
    }
    if (rule.mode() == Mode.OBSERVE || rule.observed().contains(policy)) {
      return "observes";
    }
    return rule.enforced() >= 1 ? "enforces" : "enforces " + keys.get("enforce");
  }

  /** Of messages it depends on whether they have left. */
  private static boolean isMadeOnce(Rule rule, AskedCall call) {
    boolean idempotent =
        rule.retry().calls() == RetriedCalls.ALL
            || call.kind() == Kind.MESSAGING
            || call.isIdempotent();
    return call.isGrpc() || !idempotent;
  }

  private static Map<String, String> figures(Map<String, String> keys, String section) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : keys.entrySet()) {
      if (each.getKey().startsWith(section + ".")) {
        figures.put(each.getKey().substring(section.length() + 1), each.getValue());
      }
    }
    return figures;
  }
}
