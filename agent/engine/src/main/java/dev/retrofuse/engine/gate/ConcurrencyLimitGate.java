package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.ConcurrencyLimit;
import dev.retrofuse.engine.limit.LimitAlgorithm;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Algorithm;
import dev.retrofuse.rules.Policy;

/** As many calls at once as the other side bears. */
final class ConcurrencyLimitGate extends PlaceGate {
  private final ConcurrencyLimit limit;

  ConcurrencyLimitGate(dev.retrofuse.rules.ConcurrencyLimit figures, long now) {
    super(Policy.CONCURRENCY_LIMIT, 2);
    limit =
        new ConcurrencyLimit(
            algorithm(figures), figures.initial(), figures.min(), figures.max(), now);
  }

  private static LimitAlgorithm algorithm(dev.retrofuse.rules.ConcurrencyLimit figures) {
    return figures.algorithm() == Algorithm.AIMD ? LimitAlgorithm.AIMD : LimitAlgorithm.GRADIENT2;
  }

  void configure(dev.retrofuse.rules.ConcurrencyLimit figures) {
    limit.configure(algorithm(figures), figures.min(), figures.max());
  }

  @Override
  boolean take(double share) {
    return limit.tryEnter(share);
  }

  @Override
  void giveBack() {
    limit.leave();
  }

  @Override
  void giveBack(Outcome outcome, long nanos, long now) {
    limit.leave(nanos, outcome == Outcome.OVERLOAD, now);
  }

  @Override
  public String refusal() {
    return "as many calls as the other side bears are under way (concurrency-limit, now about "
        + rounded(limit.limit())
        + ")";
  }

  /** To one figure, so that the text is not another one with each call. */
  static int rounded(int limit) {
    int unit = 1;
    while (limit / unit >= 10) {
      unit *= 10;
    }
    return limit / unit * unit;
  }
}
