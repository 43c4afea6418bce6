package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.Throttle;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Policy;
import java.util.function.DoubleSupplier;

/** Refuses as large a share of calls as the other side does not accept. */
final class ThrottleGate extends Gate {
  private final Throttle throttle;
  private final DoubleSupplier chance;

  ThrottleGate(dev.retrofuse.rules.Throttle figures, long now, DoubleSupplier chance) {
    super(Policy.THROTTLE, 3);
    this.chance = chance;
    throttle =
        Throttle.sparingFreshCalls(
            figures.windowNanos(), figures.ratio(), figures.most(), figures.minimumCalls(), now);
  }

  void configure(dev.retrofuse.rules.Throttle figures, long now) {
    throttle.configure(
        figures.windowNanos(), figures.ratio(), figures.most(), figures.minimumCalls(), now);
  }

  boolean sheds(long now) {
    return throttle.probability(now) > 0;
  }

  @Override
  public boolean tryEnter(long now, double share) {
    return throttle.tryEnter(chance.getAsDouble(), 1 / share, now);
  }

  // A call that another policy refused, or that was cancelled, is no sign of too much to do.
  @Override
  public void leave(Outcome outcome, long nanos, long now) {
    throttle.ended(nanos, now);
    if (outcome != Outcome.OVERLOAD) {
      throttle.accepted(now);
    }
  }

  @Override
  public String refusal() {
    return "the other side accepts only a part of the calls (throttle)";
  }
}
