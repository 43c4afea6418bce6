package dev.retrofuse.cli;

import dev.retrofuse.review.lint.Assumptions;
import dev.retrofuse.review.lint.Finding;
import dev.retrofuse.review.lint.Lint;
import dev.retrofuse.rules.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings of the linter over some environments, each said once. */
final class AllFindings {
  private final Map<String, RuleSet> rules;
  private final Map<String, Found> found = new LinkedHashMap<>();

  /**
   * @param rules by environment, as {@link RulesCheck#rules} has them
   */
  AllFindings(Map<String, RuleSet> rules, Assumptions assumptions) {
    this.rules = rules;
    for (Map.Entry<String, RuleSet> each : rules.entrySet()) {
      for (Finding finding : Lint.findings(each.getValue(), assumptions)) {
        found
            .computeIfAbsent(finding.toString(), absent -> new Found(finding))
            .environments
            .add(each.getKey());
      }
    }
  }

  /** Those of no environment first, then what others have beside. */
  Collection<Found> all() {
    return found.values();
  }

  /** Whether it is so only in some of the environments. */
  boolean isPartial(Found of) {
    return of.environments.size() < rules.size();
  }

  /** {@code 2 rules (3 for production), 1 finding}. */
  String summary() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, RuleSet> each : rules.entrySet()) {
      int count = each.getValue().rules().size();
      String comma = text.length() == 0 ? "" : ", ";
      text.append(comma);
      if (each.getKey().equals(RulesCheck.WITHOUT) || rules.size() == 1) {
        text.append(Counted.of(count, "rule"));
      } else {
        text.append(count).append(" for ").append(each.getKey());
      }
    }
    return text + ", " + Counted.of(found.size(), "finding");
  }

  /** A finding, and where it is so. */
  static final class Found {
    private final Finding finding;
    private final List<String> environments = new ArrayList<>();

    private Found(Finding finding) {
      this.finding = finding;
    }

    Finding finding() {
      return finding;
    }

    List<String> environments() {
      return environments;
    }

    /** {@code for production, test}, or {@code without environment, for test}. */
    String where() {
      List<String> named = new ArrayList<>(environments);
      boolean without = named.remove(RulesCheck.WITHOUT);
      String names = named.isEmpty() ? "" : "for " + String.join(", ", named);
      return (without ? "without environment" : "")
          + (without && !names.isEmpty() ? ", " : "")
          + names;
    }
  }
}
