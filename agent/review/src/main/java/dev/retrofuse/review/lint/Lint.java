package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Places;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** Looks for rules that do not what they seem to. A finding is said only when it is certain. */
public final class Lint {
  private static final Check[] CHECKS = {
    new MatchCheck(),
    new OrderCheck(),
    new ModeCheck(),
    new BreakerCheck(),
    new RateCheck(),
    new LimitCheck(),
    new TimeOutCheck(),
    new CallerCheck(),
    new RetryCheck(),
    new FallbackCheck(),
  };

  private Lint() {}

  /**
   * All findings in the order of the file, but for those that it allows.
   *
   * @param rules that were read
   */
  public static List<Finding> findings(RuleSet rules, Assumptions assumptions) {
    Places places = Places.of(rules);
    Allowed allowed = new Allowed(places);
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      List<Finding> found = new ArrayList<>();
      Subject subject = new Subject(rule, rules, places, assumptions, found);
      for (Check check : CHECKS) {
        check.look(subject);
      }
      for (Finding finding : found) {
        if (!allowed.allows(finding)) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }
}
