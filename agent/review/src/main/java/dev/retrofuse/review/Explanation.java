package dev.retrofuse.review;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rule set makes of one call, as the engine decides it. */
public final class Explanation {
  private final AskedCall call;
  private final RuleSet rules;
  private final Rule rule;
  private final Secret secret;

  /**
   * @param secret hides what the reader must not see
   */
  public Explanation(RuleSet rules, AskedCall call, Secret secret) {
    this.secret = secret;
    this.rules = rules;
    this.call = call;
    rule = call.decidedBy(rules);
  }

  /** What conditions see of the call, by their keys; null for what is unknown. */
  public Map<String, String> facts() {
    return call.facts();
  }

  /** The rule that decides; null when none matches, so that the call is left alone. */
  public Rule rule() {
    return rule;
  }

  /** The key that the call shares breaker and limits with; null without a rule. */
  public String key() {
    return rule == null ? null : call.key(rule);
  }

  /** Among which calls of the key the breaker counts it; null where it tells none apart. */
  public String part() {
    if (rule == null || rule.breaker() == null || rule.breaker().by() == By.NOTHING) {
      return null;
    }
    String part = call.part(rule);
    boolean named = !rule.breaker().member().isEmpty();
    return part != null || !named
        ? part
        : rule.breaker().member() + "=" + "(the " + where(rule.breaker().by()) + "'s)";
  }

  private static String where(By by) {
    return by == By.HEADER ? "request" : "baggage";
  }

  /** The policies in the order in which the call passes them; empty without a rule. */
  public List<PolicyText> policies() {
    return rule == null
        ? Collections.<PolicyText>emptyList()
        : PolicyText.of(rule, rules, call, secret);
  }

  /** How the trace that the thread works for is told to the other side. */
  public String trace() {
    return TraceText.of(rules, rule, call.kind());
  }

  /** Why each other rule does not decide, in the order of the file. */
  public Map<Rule, String> others() {
    Map<Rule, String> others = new LinkedHashMap<>();
    for (Rule other : rules.rules()) {
      if (!other.equals(rule)) {
        others.put(other, why(other));
      }
    }
    return others;
  }

  private String why(Rule other) {
    String unmet = call.unmet(other);
    if (unmet == null) {
      return "matches as well, but comes later";
    }
    if (unmet.equals("kind")) {
      return "is for " + other.match().kind() + ", not for " + call.kind();
    }
    String seen = call.facts().get(unmet);
    List<String> wanted = other.match().conditions().get(unmet);
    if (wanted == null) {
      return "does not name operation " + seen;
    }
    List<String> texts = new ArrayList<>(wanted);
    String pattern = texts.size() == 1 ? texts.get(0) : texts.toString();
    return unmet + " is " + (seen == null ? "unknown" : seen) + ", not " + pattern;
  }
}
