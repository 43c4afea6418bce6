package dev.retrofuse.simulator.policy;

/**
 * Outlier detection by failure percentage and retry throttling as in gRPC (proposals A50 and A6):
 * every 10 s the calls that ended in them are judged, and 85 % of at least 50 eject the host, which
 * is the only one; a failure takes a token of ten and a success gives a tenth back, and retries
 * need more than half of them.
 */
public final class GrpcLike implements Policy {
  private static final int VOLUME = 50;
  private static final double PERCENTAGE = 0.85;
  private static final double TOKENS = 10;
  private static final double RATIO = 0.1;

  private final Ejection ejection;
  private int calls;
  private int failures;
  private double tokens = TOKENS;

  /**
   * @param sweepShare how much of the first interval has passed, from 0 to 1
   */
  public GrpcLike(long now, double sweepShare) {
    ejection = new Ejection(now, sweepShare);
  }

  @Override
  public long enter(int key, long now) {
    if (ejection.sweep(now)) {
      judge(now);
    }
    return ejection.out() ? REFUSED : 0;
  }

  private void judge(long now) {
    if (!ejection.out() && calls >= VOLUME && failures > PERCENTAGE * calls) {
      ejection.eject(now);
    }
    calls = 0;
    failures = 0;
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    calls++;
    if (outcome == Outcome.SUCCESS) {
      tokens = Math.min(TOKENS, tokens + RATIO);
    } else {
      failures++;
      tokens = Math.max(0, tokens - 1);
    }
  }

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return !refused && tokens > TOKENS / 2;
  }

  @Override
  public int trips() {
    return ejection.trips();
  }
}
