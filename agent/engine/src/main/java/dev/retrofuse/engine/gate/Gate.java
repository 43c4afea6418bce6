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
  private final Tally tally;

  /**
   * @param index of the flag, see {@link Permit#flag}; another one for each gate
   */
  Gate(Policy policy, int index) {
    this(policy, Permit.flag(index), new Tally());
  }

  /** One that counts no call in. */
  Gate(Policy policy) {
    this(policy, 0L, new Tally());
  }

  Gate(Policy policy, long flag, Tally tally) {
    this.policy = policy;
    this.flag = flag;
    this.tally = tally;
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
  public final boolean holds() {
    return flag != 0;
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
    tally.refused.increment();
  }

  public final void countWouldRefuse() {
    tally.wouldRefuse.increment();
  }

  /** Places taken back from calls that never ended. */
  public long reclaimed() {
    return 0;
  }

  public final long refused() {
    return tally.refused();
  }

  public final long wouldRefuse() {
    return tally.wouldRefuse();
  }

  /** What gates of one policy have refused together. */
  public static final class Tally {
    private final LongAdder refused = new LongAdder();
    private final LongAdder wouldRefuse = new LongAdder();

    public long refused() {
      return refused.sum();
    }

    public long wouldRefuse() {
      return wouldRefuse.sum();
    }
  }
}
