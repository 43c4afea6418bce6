package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Policy;
import java.util.concurrent.atomic.LongAdder;

/** A policy with a place for each call under way. A place is a lease: calls may get lost. */
abstract class PlaceGate extends Gate {
  private static final long LEASE = 600_000_000_000L;

  private final Leases leases = new Leases(LEASE);
  private final LongAdder reclaimed = new LongAdder();

  PlaceGate(Policy policy, int index) {
    super(policy, index);
  }

  @Override
  public final boolean tryEnter(long now, double share) {
    boolean taken = take(share) || (reclaim(now) && take(share));
    if (taken) {
      leases.begin(now);
    }
    return taken;
  }

  private boolean reclaim(long now) {
    int lost = leases.reclaim(now);
    for (int i = 0; i < lost; i++) {
      giveBack();
    }
    reclaimed.add(lost);
    return lost > 0;
  }

  @Override
  public final void leave(Outcome outcome, long nanos, long now) {
    if (!leases.end(now - nanos)) {
      return; // its place was given to another call
    }
    if (outcome == null || !outcome.isJudged()) {
      giveBack();
    } else {
      giveBack(outcome, nanos, now);
    }
  }

  @Override
  public final long reclaimed() {
    return reclaimed.sum();
  }

  abstract boolean take(double share);

  /** Of a call that tells nothing. */
  abstract void giveBack();

  /** Of a call that ended that way after so long. */
  void giveBack(Outcome outcome, long nanos, long now) {
    giveBack();
  }
}
