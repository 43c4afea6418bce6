package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.Bulkhead;
import dev.retrofuse.rules.Policy;

/** So many calls at once. */
public final class BulkheadGate extends PlaceGate {
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
  boolean take(double share) {
    return bulkhead.tryEnter(share);
  }

  @Override
  void giveBack() {
    bulkhead.leave();
  }

  @Override
  public String refusal() {
    return refusal;
  }
}
