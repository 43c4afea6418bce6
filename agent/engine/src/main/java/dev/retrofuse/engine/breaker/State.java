package dev.retrofuse.engine.breaker;

import java.util.function.LongSupplier;

/**
 * What a breaker does at one time; {@link #since} and the counts are in its own clock and window.
 */
abstract class State {
  final CircuitBreaker breaker;
  final Settings settings;
  final int generation;
  final long since;

  /** Of the settings, here because every call asks for them. */
  final boolean clockAtStart;

  final boolean clockAtEnd;

  /** What {@link CircuitBreaker#acquire()} and the end of a call read. */
  final LongSupplier clock;

  final long slowNanos;

  State(CircuitBreaker breaker, Settings settings, int generation, long since) {
    this.breaker = breaker;
    this.settings = settings;
    this.generation = generation;
    this.since = since;
    clockAtStart = settings.thresholds.knowsSlowCalls() || goesByTheClock();
    clockAtEnd = settings.clockAtEnd || name() == CircuitState.RECOVERING;
    slowNanos = settings.thresholds.slowNanos();
    clock = goesByTheClock() ? breaker.clock() : breaker.clockFor(slowNanos);
  }

  abstract CircuitState name();

  /**
   * A permit of this generation, or {@link Permit#REJECTED}.
   *
   * @param share as {@link CircuitBreaker#acquire(long, double)}
   */
  abstract long acquire(long now, double share);

  /** How a call of this generation ended. */
  abstract void record(long permit, long now, boolean failed, boolean slow);

  /** Whether its calls need the exact time even where their duration does not matter. */
  boolean goesByTheClock() {
    return name() != CircuitState.CLOSED;
  }

  /** The operator's word that this state is due to; null for a verdict of the breaker's own. */
  Force force() {
    return null;
  }

  /** How often the breaker has opened again without having recovered; -1 when it is well. */
  int reopened(long now) {
    return -1;
  }

  /** Calls per second that there are, or were before the breaker opened. */
  double demand(long now) {
    return 0;
  }

  /** What the state counts in, or null. */
  Evidence evidence() {
    return null;
  }

  /** The calls that the window holds. */
  final long held() {
    return evidence() == null ? 0 : evidence().window.held();
  }

  /** Hands on what was counted: to the same state after an edit, or to one that goes on with it. */
  final void replacedBy(State next) {
    Evidence mine = evidence();
    if (mine != null && mine != next.evidence()) {
      mine.replacedBy(next.generation == generation ? next.evidence() : null, breaker.now());
    }
  }

  /** A call of this generation ended without saying anything about the remote side. */
  abstract void release(long permit);

  /** The same state, going on under other settings. */
  abstract State with(Settings other);

  /**
   * Whether less than that has passed; a clock that went back further than that is not waited for.
   */
  static boolean isWithin(long nanos, long since, long now) {
    return Math.abs(now - since) < nanos;
  }

  /** Changes to the state that is due, for which no call has come. */
  void settle() {}

  /** Why calls are refused now, or null when this state refuses none. */
  abstract String refusal();

  /** Until trial calls are let through, in nanoseconds; 0 unless open. */
  long remainingNanos(long now) {
    return 0;
  }

  long calls(long now) {
    return 0;
  }

  long failures(long now) {
    return 0;
  }

  long slow(long now) {
    return 0;
  }
}
