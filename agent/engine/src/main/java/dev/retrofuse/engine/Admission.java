package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.Permit;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.window.Durations;

/**
 * How a call passes the gates of its key and then the breaker, and what it gives back when it ends.
 *
 * <p>A policy that only observes lets pass what it would have refused. Such a call would not be
 * here had all policies been enforced: from there on it is a stray, which takes part in no policy
 * that observes, and gives back what it took of those. Policies that are enforced count it as the
 * call that it is.
 */
final class Admission {
  /** Permits of calls that a gate refused count down from here; the breaker's own is above. */
  private static final long FIRST_GATE = Permit.REJECTED - 1;

  /** A flag that no gate has, above all of theirs. */
  private static final long STRAY = Permit.flag(5);

  /** Another one: of a call that is none of the share in which policies are enforced. */
  private static final long OBSERVED = Permit.flag(0);

  private final KeyState state;
  private final Gate[] gates;
  private final CircuitBreaker breaker;
  private final SubBreaker sub;
  private final Counts counts;
  private final Ticker ticker;
  private final boolean timed;
  private final boolean observesBreaker;
  private final Circuit learner;
  private final boolean measures;
  private final boolean watched;

  Admission(KeyState state, SubBreaker sub, Gate[] gates, boolean observesBreaker) {
    this.state = state;
    this.sub = sub;
    this.observesBreaker = observesBreaker;
    this.gates = gates;
    breaker = state.breaker();
    counts = state.counts();
    ticker = state.ticker();
    boolean clock = false;
    for (Gate gate : gates) {
      clock |= gate.needsClock();
    }
    learner = state.learner();
    measures = state.durations() != null;
    watched = learner != null || measures;
    timed = clock || sub != null || watched;
  }

  /**
   * Asks every policy.
   *
   * @param enforced false to observe only
   * @param share see {@link Gate#tryEnter}
   * @return a permit, or a negative one that tells who refused
   */
  long enter(boolean enforced, double share) {
    long now = timed ? ticker.nanos() : 0;
    long held = enforced ? 0 : OBSERVED;
    for (int i = 0; i < gates.length; i++) {
      boolean acts = enforced && !gates[i].observes();
      if (!acts && held >= STRAY) {
        continue;
      }
      if (gates[i].tryEnter(now, share)) {
        held |= gates[i].holds() ? gates[i].flag() : 0;
      } else if (acts) {
        giveBack(held, now);
        gates[i].countRefused();
        counts.addRefused();
        return FIRST_GATE - i;
      } else {
        gates[i].countWouldRefuse();
        held = astray(held, enforced, now);
      }
    }
    return throughBreaker(now, share, held, enforced);
  }

  private long throughBreaker(long now, double share, long held, boolean enforced) {
    boolean acts = enforced && !observesBreaker;
    if (breaker == null || (!acts && held >= STRAY)) {
      return Permit.unjudged(now) | held;
    }
    long permit = acquire(now, share);
    if (permit >= 0) {
      return permit | held;
    }
    if (acts) {
      giveBack(held, now);
      counts.addRefused();
      return Permit.REJECTED;
    }
    return Permit.unjudged(now) | astray(held, enforced, now);
  }

  private long acquire(long now, double share) {
    if (sub != null) {
      return sub.acquire(now, share);
    }
    return timed ? breaker.acquire(now, share) : breaker.acquireNow(share);
  }

  /** Gives back what observing policies hold of a call that they would not have seen. */
  private long astray(long held, boolean enforced, long now) {
    if (held < STRAY) {
      counts.addWouldRefuse();
    }
    long kept = STRAY | (held & OBSERVED);
    for (Gate gate : gates) {
      if ((held & gate.flag()) == 0) {
        continue;
      }
      if (enforced && !gate.observes()) {
        kept |= gate.flag();
      } else {
        gate.leave(null, 0, now);
      }
    }
    return kept;
  }

  private void giveBack(long held, long now) {
    for (Gate gate : gates) {
      if ((held & gate.flag()) != 0) {
        gate.leave(null, 0, now);
      }
    }
  }

  /** Whether a call was admitted only because a policy observes. */
  static boolean isStray(long permit) {
    return permit >= STRAY;
  }

  /** Whether policies act upon a call that was admitted, or but observe it. */
  static boolean isEnforced(long permit) {
    return (permit & OBSERVED) == 0;
  }

  /** Ends a call that was admitted. */
  void end(long permit, Outcome outcome) {
    long now = timed ? ticker.nanos() : 0;
    if (watched) {
      watch(Permit.elapsed(permit, now), outcome, now);
    }
    for (Gate gate : gates) {
      if ((permit & gate.flag()) != 0) {
        gate.leave(outcome, Permit.elapsed(permit, now), now);
      }
    }
    if (breaker == null) {
      counts.addCall();
    } else if (!outcome.isJudged()) {
      release(permit);
    } else if (record(permit, outcome.isBad(), now)) {
      counts.addSlow();
      state.tellSlow(sub, permit);
    }
  }

  private void watch(long nanos, Outcome outcome, long now) {
    if (learner != null && outcome == Outcome.SUCCESS) {
      learner.learn(nanos, now);
    }
    // Not kept here: guards that an idle statement holds must not hold what was counted.
    Durations durations = measures ? state.durations() : null;
    if (durations != null) {
      durations.record(nanos, now);
    }
  }

  /** The other side asks to be left alone for so long. */
  void spare(long nanos) {
    if (sub != null) {
      sub.spare(nanos);
    } else if (breaker != null) {
      breaker.spare(nanos);
    }
  }

  /** As {@link CircuitBreaker#retriesBarredNanos}. */
  long retriesBarredNanos() {
    if (breaker == null || observesBreaker) {
      return 0;
    }
    return (sub == null ? breaker : sub.refusing()).retriesBarredNanos();
  }

  private void release(long permit) {
    if (sub != null) {
      sub.release(permit);
    } else {
      breaker.release(permit);
    }
  }

  private boolean record(long permit, boolean failed, long now) {
    if (sub != null) {
      return sub.record(permit, failed, now);
    }
    return timed ? breaker.record(permit, failed, now) : breaker.record(permit, failed);
  }

  /** The gate that gave this negative permit, or null for the breaker. */
  Gate refusedBy(long permit) {
    return permit > FIRST_GATE ? null : gates[(int) (FIRST_GATE - permit)];
  }
}
