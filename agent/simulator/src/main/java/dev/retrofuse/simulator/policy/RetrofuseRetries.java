package dev.retrofuse.simulator.policy;

import dev.retrofuse.engine.limit.RetryBudget;
import dev.retrofuse.engine.retry.RetryBudgets;

/**
 * Retrofuse's breaker under an application that does not retry: the rule's retries do, within the
 * budget that a rule has by default.
 */
public final class RetrofuseRetries implements Policy {
  private static final RetryBudget.Share SHARE = new RetryBudget.Share(0.1, 1);

  private final RetrofusePolicy breaker;
  private final RetryBudget budget;

  public RetrofuseRetries(RetrofusePolicy breaker, long now) {
    this.breaker = breaker;
    budget = new RetryBudget(RetryBudgets.CAP, now);
  }

  @Override
  public long enter(int key, long now) {
    return breaker.enter(key, now);
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    breaker.end(permit, key, outcome, now);
    if (outcome == Outcome.SUCCESS) {
      budget.success(SHARE);
    }
  }

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return !refused && !breaker.isOpen() && budget.tryRetry(SHARE, now);
  }

  @Override
  public int trips() {
    return breaker.trips();
  }
}
