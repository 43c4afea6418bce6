package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.RateLimit;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Policy;

/** So many calls per second. */
final class RateLimitGate extends Gate {
  private final RateLimit limit;
  private volatile String refusal;

  RateLimitGate(dev.retrofuse.rules.RateLimit figures, long now) {
    super(Policy.RATE_LIMIT);
    limit = new RateLimit(figures.perSecond(), figures.burst(), now);
    explain(figures);
  }

  void configure(dev.retrofuse.rules.RateLimit figures, long now) {
    limit.configure(figures.perSecond(), figures.burst(), now);
    explain(figures);
  }

  private void explain(dev.retrofuse.rules.RateLimit figures) {
    refusal = "more calls came than its rate limit of " + figures.text() + " allows";
  }

  @Override
  public boolean tryEnter(long now, double share) {
    return limit.tryAcquire(share, now);
  }

  @Override
  public void leave(Outcome outcome, long nanos, long now) {
    throw new IllegalStateException("a rate limit holds nothing");
  }

  @Override
  public String refusal() {
    return refusal;
  }
}
