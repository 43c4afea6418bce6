package dev.retrofuse.simulator.server;

/**
 * What a server can do.
 *
 * @param capacity calls a second when warm
 * @param queue so many calls may wait; more are refused
 * @param cold the share of its capacity that it has with cold caches
 * @param warmUpCalls answers that somebody still waits for, until its caches are warm
 * @param dropsExpired whether calls tell it how long somebody waits, and it drops those it would be
 *     too late for
 */
public record Machine(
    double capacity, int queue, double cold, int warmUpCalls, boolean dropsExpired) {
  /** One that works on whatever comes, as most do. */
  public Machine(double capacity, int queue, double cold, int warmUpCalls) {
    this(capacity, queue, cold, warmUpCalls, false);
  }

  public Machine droppingExpired() {
    return new Machine(capacity, queue, cold, warmUpCalls, true);
  }
}
