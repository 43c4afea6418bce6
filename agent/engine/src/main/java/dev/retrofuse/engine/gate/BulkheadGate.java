package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.Bulkhead;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Policy;

/** So many calls at once. */
public final class BulkheadGate extends Gate {
  private final Bulkhead bulkhead;
  private volatile String refusal;

  public BulkheadGate(int maxConcurrent) {
    super(Policy.BULKHEAD, 1);
    bulkhead = new Bulkhead(maxConcurrent);
    configure(maxConcurrent);
  }

  void configure(int maxConcurrent) {
    bulkhead.limit(maxConcurrent);
    refusal =
        "as many calls as its bulkhead allows are under way (max-concurrent " + maxConcurrent + ")";
  }

  public Bulkhead bulkhead() {
    return bulkhead;
  }

  @Override
  public boolean tryEnter(long now, double share) {
    return bulkhead.tryEnter(share);
  }

  @Override
  public void leave(Outcome outcome, long nanos, long now) {
    bulkhead.leave();
  }

  @Override
  public boolean needsClock() {
    return false;
  }

  @Override
  public String refusal() {
    return refusal;
  }
}
