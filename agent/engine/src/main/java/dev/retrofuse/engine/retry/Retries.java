package dev.retrofuse.engine.retry;

import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.engine.limit.FullJitter;
import dev.retrofuse.engine.limit.RetryBudget;
import dev.retrofuse.rules.RetriedCalls;
import dev.retrofuse.rules.Retry;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.concurrent.atomic.LongAdder;

/** The retries of one key: decides on each, out of the budget of its dependency. */
public final class Retries {
  /** No retry. */
  public static final long NONE = -1;

  private static final int LONGEST_IN_BACK_OFFS = 10;

  private final RetryBudget budget;

  /** Of retries that are only counted, which must take none from those that are made. */
  private final RetryBudget supposed;

  private final LongAdder made = new LongAdder();
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder outOfBudget = new LongAdder();
  private final LongAdder wouldRetry = new LongAdder();
  private volatile Retry figures;
  private volatile FullJitter backOff;
  private volatile RetryBudget.Share share;

  /**
   * @param budget of the dependency, which others may share
   * @param now monotonic nanoseconds
   */
  public Retries(Retry figures, RetryBudget budget, long now) {
    this.budget = budget;
    supposed = new RetryBudget(RetryBudgets.CAP, now);
    configure(figures);
  }

  /** Goes on with other figures; what is left of the budget stays. */
  public void configure(Retry other) {
    backOff = new FullJitter(other.backOffNanos(), other.maxBackOffNanos());
    share = new RetryBudget.Share(other.budget(), other.floorPerSecond());
    figures = other;
  }

  /** Whether an answer with this status may be asked for again; 0 for a call without an answer. */
  public boolean mayFollow(int status) {
    return status == 0 || figures.isRetriedStatus(status);
  }

  /** A call was answered. */
  public void answered(int tries) {
    budget.success(share);
    supposed.success(share);
    if (tries > 1) {
      succeeded.increment();
    }
  }

  /**
   * How long to wait until the next try of a call that failed, or {@link #NONE}. Charges the
   * budget.
   *
   * @param tries how often it was made so far, from 1
   * @param nature one of {@link RetrofuseGuard}'s
   * @param retryAfter the header, or null
   * @param refusedNanos for how long the next try is sure to be refused
   * @param longestNanos after which it would come too late; {@link Long#MAX_VALUE} for never
   * @param chance in [0, 1)
   * @param acts false to count only
   * @param now monotonic nanoseconds
   */
  public long next(
      int tries,
      int nature,
      String retryAfter,
      long refusedNanos,
      long longestNanos,
      double chance,
      boolean acts,
      long now) {
    if (tries >= figures.attempts() || !suits(nature)) {
      return NONE;
    }
    long floor = retryAfter == null ? 0 : RetryAfter.nanos(retryAfter, UtcTime.nowMillis());
    if (floor > LONGEST_IN_BACK_OFFS * figures.maxBackOffNanos()) {
      return NONE;
    }
    long wait = backOff.nanos(tries - 1, chance, floor);
    if (refusedNanos > wait || longestNanos < wait) {
      return NONE; // The wait would be for nothing.
    }
    if (!(acts ? budget : supposed).tryRetry(share, now)) {
      outOfBudget.increment();
      return NONE;
    }
    (acts ? made : wouldRetry).increment();
    return acts ? wait : NONE;
  }

  private boolean suits(int nature) {
    return nature == RetrofuseGuard.IDEMPOTENT
        || (nature == RetrofuseGuard.REPEATABLE && figures.calls() == RetriedCalls.ALL);
  }

  public RetryStatus status() {
    return new RetryStatus(made.sum(), succeeded.sum(), outOfBudget.sum(), wouldRetry.sum());
  }
}
