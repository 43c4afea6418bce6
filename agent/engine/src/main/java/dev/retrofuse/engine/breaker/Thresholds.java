package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;

/** When counts are bad enough: the one place that decides it. */
final class Thresholds {
  /**
   * However far the threshold is, look again after so many bad calls: old good ones may be gone.
   */
  private static final int LOOK_AFTER = 8;

  private final int minimumCalls;
  private final double failureRate;
  private final double slowRate;
  private final long slowNanos;
  private final Confidence confidence;

  Thresholds(Breaker settings) {
    int most = settings.window().isTime() ? Integer.MAX_VALUE : settings.window().calls();
    minimumCalls = Math.max(1, Math.min(most, settings.minimumCalls()));
    failureRate = settings.failureRate();
    slowRate = settings.slowCallRate();
    slowNanos = settings.slowCallNanos() > 0 ? settings.slowCallNanos() : Long.MAX_VALUE;
    confidence = settings.confidence() > 0 ? new Confidence(settings.confidence()) : null;
  }

  boolean knowsSlowCalls() {
    return slowNanos < Long.MAX_VALUE;
  }

  /** A call that takes this long is slow; none does where slow calls are off. */
  long slowNanos() {
    return slowNanos;
  }

  boolean enough(long calls) {
    return calls >= minimumCalls;
  }

  /** Why these counts open the breaker, or null. */
  String exceeded(long calls, long failures, long slow) {
    return enough(calls) && isSure(calls, failures, slow)
        ? exceededOf(calls, failures, slow, "calls")
        : null;
  }

  private boolean isSure(long calls, long failures, long slow) {
    return confidence == null
        || confidence.lowerBound(failures, calls) >= failureRate
        || (knowsSlowCalls() && confidence.lowerBound(slow, calls) >= slowRate);
  }

  /** Why calls under way open the breaker though the counts may not, or null. */
  String hangs(InFlight inFlight, long now) {
    return inFlight.hangs(now, minimumCalls)
        ? "nearly no call ends within " + Texts.duration(slowNanos)
        : null;
  }

  /** The same for trial calls, all or the first of {@code calls}, without a minimum. */
  String exceededByTrials(long calls, long failures, long slow) {
    return exceededOf(calls, failures, slow, "trial calls");
  }

  private String exceededOf(long calls, long failures, long slow, String noun) {
    if (reaches(failures, calls, failureRate)) {
      return "failure rate " + Texts.share(failures, calls, noun) + limit(failureRate);
    }
    if (knowsSlowCalls() && reaches(slow, calls, slowRate)) {
      return "slow-call rate "
          + Texts.share(slow, calls, noun)
          + limit(slowRate)
          + ", slow from "
          + Texts.duration(slowNanos);
    }
    return null;
  }

  private static boolean reaches(long bad, long calls, double rate) {
    return bad > 0 && bad >= enoughBad(calls, rate);
  }

  /** 55% of 100 is 55.00000000000001 in binary: 55 are enough all the same. */
  private static double enoughBad(long calls, double rate) {
    return rate * calls - 1e-9;
  }

  private static String limit(double rate) {
    return ", threshold " + Texts.percent(rate);
  }

  /** So many more bad calls may come before it is worth looking at the counts again. */
  int harmless(long calls, long failures, long slow) {
    if (!enough(calls)) {
      return 0;
    }
    int byFailures = missing(failures, calls, failureRate);
    int bySlow = knowsSlowCalls() ? missing(slow, calls, slowRate) : LOOK_AFTER;
    return Math.max(0, Math.min(byFailures, bySlow) - 1);
  }

  /** A window that is full drops a good call for each bad one, so the number of calls may stay. */
  private static int missing(long bad, long calls, double rate) {
    double least = enoughBad(calls, rate) - bad;
    return least < LOOK_AFTER ? (int) Math.ceil(least) : LOOK_AFTER;
  }
}
