package dev.retrofuse.review.lint;

import dev.retrofuse.engine.breaker.Prospects;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.RateLimit;
import java.math.BigDecimal;
import java.math.MathContext;

/** Whether as many calls come as a breaker needs for a verdict. */
final class RateCheck implements Check {
  /** A share of failures that nobody would call an outage. */
  private static final double USUAL_FAILURES = 0.05;

  private static final double SECONDS_PER_DAY = 86_400;

  @Override
  public void look(Subject subject) {
    Breaker breaker = subject.rule.breaker();
    if (breaker == null || breaker.consecutiveFailures() > 0) {
      return;
    }
    double rate = subject.assumptions.callsPerSecond(subject.rule.name());
    RateLimit limit = subject.rule.limits().rateLimit();
    boolean limited =
        limit != null
            && subject.acts(Policy.RATE_LIMIT)
            && subject.rule.enforced() >= 1
            && !(rate <= limit.perSecond());
    if (limited) {
      look(subject, breaker, limit.perSecond(), limit.burst(), "rate-limit lets through");
    } else if (rate >= 0) {
      boolean seen = subject.assumptions.wasSeen(subject.rule.name());
      look(subject, breaker, rate, 0, seen ? "seen under one key at most" : "calls a second are");
    }
    if (rate > 0 && breaker.confidence() == 0) {
      lookAtChance(subject, breaker, rate);
    }
  }

  private static void look(Subject subject, Breaker breaker, double rate, int burst, String how) {
    Prospects prospects = new Prospects(breaker);
    long most = prospects.mostCalls(rate, burst);
    if (prospects.enough(most)) {
      return;
    }
    double needed = breaker.minimumCalls() / (breaker.window().nanos() / 1e9);
    String hang =
        breaker.countsInFlight() && breaker.slowCallNanos() > 0
            ? ": only calls that hang can open it"
            : ": it can never open";
    String text =
        "needs "
            + breaker.minimumCalls()
            + " calls in "
            + subject.figure("breaker.window")
            + ", "
            + number(needed)
            + " a second; "
            + how
            + " "
            + number(rate)
            + (burst > 1 ? " a second and " + burst + " at once" : "")
            + hang;
    String advice =
        "lower minimum-calls to "
            + Math.max(1, most - 1)
            + ", lengthen the window, or add confidence: 90%, with which it reaches further back";
    subject.find(Code.NEVER_OPENS, "breaker.minimum-calls", text, advice);
  }

  private static void lookAtChance(Subject subject, Breaker breaker, double rate) {
    Prospects prospects = new Prospects(breaker);
    long calls = Math.max(breaker.minimumCalls(), prospects.mostCalls(rate, 0) - 1);
    if (!prospects.enough(prospects.mostCalls(rate, 0)) || calls > 1_000) {
      return;
    }
    double windows =
        breaker.window().isTime()
            ? SECONDS_PER_DAY / (breaker.window().nanos() / 1e9)
            : SECONDS_PER_DAY * rate / calls;
    double times = windows * chance(prospects, (int) calls);
    if (times >= 1) {
      String text =
          (breaker.window().isTime() ? "of " + calls + " calls in " : "of the last ")
              + subject.figure("breaker.window")
              + " so many fail by chance, though only 5% do, that it opens about "
              + number(times)
              + " times a day";
      String advice = "raise minimum-calls, or add confidence: 90%";
      subject.find(Code.OPENS_BY_CHANCE, "breaker.minimum-calls", text, advice);
    }
  }

  /** That so many of the calls fail as open the breaker: the tail of the binomial distribution. */
  private static double chance(Prospects prospects, int calls) {
    double exactly = Math.pow(1 - USUAL_FAILURES, calls);
    double chance = 0;
    for (int failed = 0; failed <= calls; failed++) {
      chance += prospects.opensByFailures(calls, failed) ? exactly : 0;
      exactly *= (calls - failed) / (failed + 1.0) * USUAL_FAILURES / (1 - USUAL_FAILURES);
    }
    return chance;
  }

  /** With two digits that say something. */
  static String number(double number) {
    if (number >= 100 || number == Math.rint(number)) {
      return Long.toString(Math.round(number));
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(2));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
