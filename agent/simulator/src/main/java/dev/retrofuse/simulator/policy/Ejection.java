package dev.retrofuse.simulator.policy;

/**
 * How proxies throw a host out: each time longer, looked at in sweeps of 10 s that each client
 * begins at a time of its own. A host whose time is over comes back whole, without a trial.
 */
final class Ejection {
  private static final long SECOND = 1_000_000_000L;
  private static final long INTERVAL = 10 * SECOND;
  private static final long BASE = 30 * SECOND;
  private static final long LONGEST = 300 * SECOND;

  private long nextSweep;
  private boolean out;
  private long since;
  private int times;
  private int trips;

  /**
   * @param share how much of a first interval has passed, from 0 to 1
   */
  Ejection(long now, double share) {
    nextSweep = now + INTERVAL - (long) (share * INTERVAL);
  }

  boolean out() {
    return out;
  }

  int trips() {
    return trips;
  }

  void eject(long now) {
    out = true;
    since = now;
    times++;
    trips++;
  }

  /** Whether a sweep is due; all that are due are made. */
  boolean sweep(long now) {
    boolean due = now >= nextSweep;
    for (; now >= nextSweep; nextSweep += INTERVAL) {
      if (!out) {
        times = Math.max(0, times - 1);
      } else if (nextSweep - since >= Math.min(LONGEST, times * BASE)) {
        out = false;
      }
    }
    return due;
  }
}
