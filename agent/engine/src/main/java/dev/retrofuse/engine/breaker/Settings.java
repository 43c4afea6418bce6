package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Recovery;

/** A rule's figures, worked out once. */
final class Settings {
  private static final long SECOND = 1_000_000_000L;
  private static final int SLOW_CALLS_PER_LEASE = 4;
  private static final int MOST_TRIAL_CALLS = 10_000;
  private static final long LONGEST_LEASE = 60 * SECOND;
  private static final int LONGEST_SPARED_IN_WAITS = 10;

  final Breaker breaker;
  final Thresholds thresholds;
  final OpenWait openWait;

  /** Whether the end of a call has to read the clock. */
  final boolean clockAtEnd;

  Settings(Breaker breaker) {
    this.breaker = breaker;
    thresholds = new Thresholds(breaker);
    openWait = new OpenWait(breaker);
    clockAtEnd = breaker.window().isTime() || thresholds.knowsSlowCalls();
  }

  /** So many failures in a row open the breaker; 0 for none. */
  int mostInARow() {
    return breaker.consecutiveFailures();
  }

  /** Whether one call more may be refused, where the rule limits the share of those that are. */
  boolean mayRefuse(CircuitBreaker of) {
    return breaker.maxRefused() >= 1 || of.random() < breaker.maxRefused();
  }

  /** The longest time for which the other side is left alone because it asks for it. */
  long mostSparedNanos() {
    return LONGEST_SPARED_IN_WAITS * breaker.maxOpenWaitNanos();
  }

  boolean recoversGradually() {
    return breaker.recovery() == Recovery.GRADUAL;
  }

  int trialCalls() {
    return Math.min(MOST_TRIAL_CALLS, breaker.trialCalls());
  }

  /** How long a trial call may take before it counts as failed. */
  long leaseNanos() {
    if (!thresholds.knowsSlowCalls()) {
      return LONGEST_LEASE;
    }
    return Math.max(SECOND, SLOW_CALLS_PER_LEASE * breaker.slowCallNanos());
  }
}
