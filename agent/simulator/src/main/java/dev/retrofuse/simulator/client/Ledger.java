package dev.retrofuse.simulator.client;

import dev.retrofuse.simulator.event.Clock;

/** What happened in each second. */
public final class Ledger {
  /** When a simulation begins; not 0, which to the engine is a start that is not known. */
  public static final long BEGINNING = Clock.SECOND;

  private final int[] offered;
  private final int[] good;
  private final int[] sent;
  private long firstRefusal = Long.MAX_VALUE;

  public Ledger(int seconds) {
    offered = new int[seconds];
    good = new int[seconds];
    sent = new int[seconds];
  }

  void offer(long now) {
    offered[second(now)]++;
  }

  void succeed(long now) {
    good[second(now)]++;
  }

  void send(long now) {
    sent[second(now)]++;
  }

  void refuse(long now) {
    firstRefusal = Math.min(firstRefusal, now);
  }

  private static int second(long now) {
    return (int) ((now - BEGINNING) / Clock.SECOND);
  }

  /** Calls that clients wanted to make, in each second. */
  public int[] offered() {
    return offered.clone();
  }

  /** Calls that ended well, in each second. */
  public int[] good() {
    return good.clone();
  }

  /** Tries that reached the server, in each second. */
  public int[] sent() {
    return sent.clone();
  }

  /** Forgets what was refused so far. */
  public void forgetRefusals() {
    firstRefusal = Long.MAX_VALUE;
  }

  /** When a policy refused a try for the first time, or {@code Long.MAX_VALUE} if none did. */
  public long firstRefusal() {
    return firstRefusal;
  }
}
