package dev.retrofuse.simulator.policy;

/**
 * Outlier detection and retry budget as in Envoy: five failures in a row eject the host, and
 * retries are at most a fifth of the calls under way, but three. The host is the only one, and
 * panic mode, which would send calls to it all the same, is off.
 */
public final class EnvoyLike implements Policy {
  private static final int IN_A_ROW = 5;
  private static final double RETRY_SHARE = 0.2;
  private static final int RETRIES_ALWAYS = 3;
  private static final long FIRST = 0;
  private static final long RETRY = 1;

  private final Ejection ejection;
  private int inARow;
  private int active;
  private int retries;

  /**
   * @param sweepShare how much of the first sweep's interval has passed, from 0 to 1
   */
  public EnvoyLike(long now, double sweepShare) {
    ejection = new Ejection(now, sweepShare);
  }

  @Override
  public long enter(int key, long now) {
    return admit(now) ? FIRST : REFUSED;
  }

  @Override
  public long again(int key, long now) {
    if (admit(now)) {
      return RETRY;
    }
    retries--;
    return REFUSED;
  }

  private boolean admit(long now) {
    ejection.sweep(now);
    active += ejection.out() ? 0 : 1;
    return !ejection.out();
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    active--;
    retries -= permit == RETRY ? 1 : 0;
    inARow = outcome == Outcome.SUCCESS ? 0 : inARow + 1;
    if (inARow >= IN_A_ROW && !ejection.out()) {
      ejection.eject(now);
      inARow = 0;
    }
  }

  /** A retry counts from here, its pause included. */
  @Override
  public boolean mayRetry(boolean refused, long now) {
    boolean may = !refused && retries < Math.max(RETRIES_ALWAYS, RETRY_SHARE * active);
    retries += may ? 1 : 0;
    return may;
  }

  @Override
  public int trips() {
    return ejection.trips();
  }
}
