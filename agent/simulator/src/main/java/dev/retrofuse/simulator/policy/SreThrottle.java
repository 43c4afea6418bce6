package dev.retrofuse.simulator.policy;

import java.util.random.RandomGenerator;

/**
 * Client-side throttling as in Google's book Site Reliability Engineering, chapter 21: over a
 * sliding window, calls are refused at random with the probability (wanted - K * accepted) /
 * (wanted + 1), at most 0.9.
 */
public final class SreThrottle implements Policy {
  private static final int BUCKETS = 16;
  private static final double K = 2;
  private static final double MOST = 0.9;

  private final RandomGenerator random;
  private final long span;
  private final int[] wanted = new int[BUCKETS];
  private final int[] accepted = new int[BUCKETS];
  private long tick;
  private int allWanted;
  private int allAccepted;
  private boolean refusing;
  private int trips;

  /**
   * @param window in nanoseconds
   */
  public SreThrottle(long window, RandomGenerator random) {
    this.random = random;
    span = window / BUCKETS;
  }

  @Override
  public long enter(int key, long now) {
    int bucket = bucket(now);
    double share = Math.min(MOST, (allWanted - K * allAccepted) / (allWanted + 1));
    wanted[bucket]++;
    allWanted++;
    if (share > 0 && !refusing) {
      trips++;
    }
    refusing = share > 0;
    return random.nextDouble() < share ? REFUSED : 0;
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    if (outcome == Outcome.SUCCESS) {
      accepted[bucket(now)]++;
      allAccepted++;
    }
  }

  /** The bucket of now; those that have grown too old since are empty. */
  private int bucket(long now) {
    long current = now / span;
    tick = Math.max(tick, current - BUCKETS);
    while (tick < current) {
      int oldest = (int) (++tick % BUCKETS);
      allWanted -= wanted[oldest];
      allAccepted -= accepted[oldest];
      wanted[oldest] = 0;
      accepted[oldest] = 0;
    }
    return (int) (current % BUCKETS);
  }

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return !refused;
  }

  @Override
  public int trips() {
    return trips;
  }
}
