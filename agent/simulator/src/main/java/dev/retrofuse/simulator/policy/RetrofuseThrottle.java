package dev.retrofuse.simulator.policy;

import dev.retrofuse.engine.limit.Throttle;
import java.util.random.RandomGenerator;

/** Retrofuse's throttle with the defaults of a rule, alone; whatever fails counts as overload. */
public final class RetrofuseThrottle implements Policy {
  private static final long WINDOW = 5_000_000_000L;
  private static final double RATIO = 2;
  private static final double MOST = 0.9;
  private static final int MINIMUM_CALLS = 10;

  private final Throttle throttle;
  private final RandomGenerator random;
  private boolean refusing;
  private int trips;

  public RetrofuseThrottle(long now, RandomGenerator random) {
    this.random = random;
    throttle = Throttle.sparingFreshCalls(WINDOW, RATIO, MOST, MINIMUM_CALLS, now);
  }

  @Override
  public long enter(int key, long now) {
    boolean refuses = throttle.probability(now) > 0;
    trips += refuses && !refusing ? 1 : 0;
    refusing = refuses;
    return throttle.tryEnter(random.nextDouble(), 1, now) ? now : REFUSED;
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    throttle.ended(now - permit, now);
    if (outcome == Outcome.SUCCESS) {
      throttle.accepted(now);
    }
  }

  /** The application above knows nothing of it. */
  @Override
  public boolean mayRetry(boolean refused, long now) {
    return true;
  }

  @Override
  public int trips() {
    return trips;
  }
}
