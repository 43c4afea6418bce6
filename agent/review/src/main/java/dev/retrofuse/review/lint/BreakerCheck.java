package dev.retrofuse.review.lint;

import dev.retrofuse.engine.breaker.Prospects;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Scope;

/** Figures of a breaker that cannot matter beside its others. */
final class BreakerCheck implements Check {
  @Override
  public void look(Subject subject) {
    Breaker breaker = subject.rule.breaker();
    if (breaker == null) {
      return;
    }
    if (breaker.consecutiveFailures() > 0) {
      lookAtRow(subject, breaker);
    } else {
      lookAtCertainty(subject, breaker);
    }
    if (breaker.maxRefused() == 0 && subject.rule.retry() == null) {
      String text = "max-refused: 0% only stops retries, and the rule has none";
      String advice = "add retry, or say how many calls it may refuse";
      subject.find(Code.BREAKER_WITHOUT_EFFECT, "breaker.max-refused", text, advice);
    }
    if (breaker.jitter() == 0) {
      String text = "without jitter all processes try again at once, and the other side falls over";
      subject.find(Code.NO_JITTER, "breaker.jitter", text, "leave it at 20%");
    }
    lookAtParts(subject, breaker);
  }

  private static void lookAtRow(Subject subject, Breaker breaker) {
    int row = breaker.consecutiveFailures();
    if (breaker.confidence() == 0 && !rateMayDecide(breaker, row)) {
      String text =
          "failure-rate "
              + subject.figure("breaker.failure-rate")
              + " of "
              + breaker.minimumCalls()
              + " calls or more has "
              + row
              + " failures in a row in it, which open the breaker before";
      String advice = "raise consecutive-failures or lower failure-rate";
      subject.find(Code.RATE_NEVER_DECIDES, "breaker.consecutive-failures", text, advice);
    }
    int window = breaker.window().calls();
    boolean rateFirst =
        window > 0 && row > breaker.minimumCalls() && row > window * breaker.failureRate() + 1;
    if (rateFirst && breaker.confidence() == 0) {
      String text =
          row
              + " failures in a row are more than "
              + subject.figure("breaker.failure-rate")
              + " of "
              + breaker.window()
              + ", which open the breaker before";
      String advice = "lower consecutive-failures or raise failure-rate";
      subject.find(Code.ROW_NEVER_DECIDES, "breaker.consecutive-failures", text, advice);
    }
  }

  /** Whether some number of calls has failures enough without so many in a row. */
  private static boolean rateMayDecide(Breaker breaker, int row) {
    Prospects prospects = new Prospects(breaker);
    int most = breaker.window().isTime() ? Integer.MAX_VALUE - row : breaker.window().calls();
    for (int calls = breaker.minimumCalls(); calls < breaker.minimumCalls() + row; calls++) {
      if (calls <= most && prospects.opensByFailures(calls, calls - calls / row)) {
        return true;
      }
    }
    return false;
  }

  private static void lookAtCertainty(Subject subject, Breaker breaker) {
    long most = breaker.window().isTime() ? Integer.MAX_VALUE : breaker.window().calls();
    if (!new Prospects(breaker).opensByFailures(most)) {
      String text =
          "with a confidence of "
              + subject.figure("breaker.confidence")
              + " not even failures alone prove a failure-rate of "
              + subject.figure("breaker.failure-rate")
              + ": they never open the breaker";
      subject.find(Code.NEVER_OPENS, "breaker.confidence", text, "lower failure-rate");
    }
  }

  private static void lookAtParts(Subject subject, Breaker breaker) {
    Scope scope = subject.rule.scope();
    boolean same =
        (scope == Scope.HOST && breaker.by() == By.HOST)
            || (scope == Scope.DATABASE && (breaker.by() == By.DATABASE || breaker.by() == By.HOST))
            || (scope == Scope.DESTINATION && breaker.by() == By.DESTINATION);
    if (same) {
      String text =
          "by: "
              + breaker.by()
              + " tells nothing apart within scope: "
              + scope
              + (subject.is(Kind.JDBC) && breaker.by() == By.HOST ? ", which is one host's" : "");
      String advice = "write scope: rule, or remove by";
      subject.find(Code.BY_WITHOUT_EFFECT, "breaker.by", text, advice);
    }
  }
}
