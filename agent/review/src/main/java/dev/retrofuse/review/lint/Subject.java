package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Places;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.RuleWriter;
import dev.retrofuse.rules.Secret;
import java.util.List;
import java.util.Map;

/** One rule that is looked at, and where findings about it go. */
final class Subject {
  final Rule rule;
  final RuleSet rules;
  final Assumptions assumptions;
  private final Places places;
  private final List<Finding> findings;
  private final Map<String, String> figures;

  Subject(
      Rule rule, RuleSet rules, Places places, Assumptions assumptions, List<Finding> findings) {
    this.rule = rule;
    this.rules = rules;
    this.places = places;
    this.assumptions = assumptions;
    this.findings = findings;
    figures = new RuleWriter(Secret.NONE).keys(rule);
  }

  boolean is(Kind kind) {
    return rule.match().kind() == kind;
  }

  /** Whether a policy that the rule has does something to calls. */
  boolean acts(Policy policy) {
    return rule.mode() == Mode.ENFORCE && !rule.observed().contains(policy);
  }

  /** Whether the file says that, rather than leaving it to a default. */
  boolean says(String... keys) {
    return places.has(rule.name(), keys);
  }

  /** A figure as a rule file writes it, such as that of {@code breaker.window}. */
  String figure(String key) {
    return figures.get(key);
  }

  /**
   * @param key such as {@code breaker.window}; empty for the rule itself
   */
  void find(Code code, String key, String text, String advice) {
    String[] keys = key.isEmpty() ? new String[0] : key.split("\\.");
    findings.add(new Finding(code, rule.name(), places.of(rule.name(), keys), text, advice));
  }
}
