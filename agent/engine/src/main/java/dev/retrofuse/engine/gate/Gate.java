package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.breaker.Permit;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Policy;
import java.util.concurrent.atomic.LongAdder;

/**
 * One policy that a call has to pass. What it counts of a call is told by a flag of the call's
 * permit, so that it is given back exactly where it was taken.
 */
public abstract class Gate {
  private final Policy policy;
  private final long flag;
  private volatile boolean observes;
  private final LongAdder refused = new LongAdder();
  private final LongAdder wouldRefuse = new LongAdder();

  /**
   * @param index of the flag, see {@link Permit#flag}; another one for each gate
   */
  Gate(Policy policy, int index) {
    this.policy = policy;
    flag = Permit.flag(index);
  }

  /**
   * Counts a call in, or counts nothing.
   *
   * @param now monotonic nanoseconds; 0 unless {@link #needsClock}
   * @param share of the policy's room that calls of this priority may use, in (0, 1]
   */
  public abstract boolean tryEnter(long now, double share);

  /**
   * Counts out a call that was counted in.
   *
   * @param nanos how long it took; 0 unless {@link #needsClock}
   * @param outcome null for a call that another policy refused
   */
  public abstract void leave(Outcome outcome, long nanos, long now);

  /** Why it refuses calls. */
  public abstract String refusal();

  /** Whether it has to be told the time. */
  public boolean needsClock() {
    return true;
  }

  /** Whether a call that it admitted has to be counted out. */
  public boolean holds() {
    return true;
  }

  /** Whether it only counts what it would refuse, though the rule is enforced. */
  public final boolean observes() {
    return observes;
  }

  final void observe(boolean value) {
    observes = value;
  }

  public final Policy policy() {
    return policy;
  }

  public final long flag() {
    return flag;
  }

  public final void countRefused() {
    refused.increment();
  }

  public final void countWouldRefuse() {
    wouldRefuse.increment();
  }

  /** Places taken back from calls that never ended. */
  public long reclaimed() {
    return 0;
  }

  public final long refused() {
    return refused.sum();
  }

  public final long wouldRefuse() {
    return wouldRefuse.sum();
  }
}
