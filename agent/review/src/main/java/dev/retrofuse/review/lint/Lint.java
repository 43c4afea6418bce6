package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleFileResult;
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
   * @param file without problems
   */
  public static List<Finding> findings(RuleFileResult file, Assumptions assumptions) {
    Allowed allowed = new Allowed(file.places());
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : file.ruleSet().rules()) {
      List<Finding> found = new ArrayList<>();
      Subject subject = new Subject(rule, file.ruleSet(), file.places(), assumptions, found);
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
