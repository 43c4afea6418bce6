package dev.retrofuse.simulator.policy;

import dev.retrofuse.engine.limit.RetryBudget;
import dev.retrofuse.engine.retry.Retries;

/**
 * Retrofuse's breaker under an application that does not retry: the rule's retries do, within the
 * budget that a rule has by default.
 */
public final class RetrofuseRetries implements Policy {
  private static final double RATIO = 0.1;
  private static final double FLOOR_PER_SECOND = 1;

  private final RetrofusePolicy breaker;
  private final RetryBudget budget;

  public RetrofuseRetries(RetrofusePolicy breaker, long now) {
    this.breaker = breaker;
    budget = new RetryBudget(RATIO, Retries.BUDGET_CAP, 0, FLOOR_PER_SECOND, now);
  }

  @Override
  public long enter(int key, long now) {
    return breaker.enter(key, now);
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    breaker.end(permit, key, outcome, now);
    if (outcome == Outcome.SUCCESS) {
      budget.success();
    }
  }

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return !refused && !breaker.isOpen() && budget.tryRetry(now);
  }

  @Override
  public int trips() {
    return breaker.trips();
  }
}
