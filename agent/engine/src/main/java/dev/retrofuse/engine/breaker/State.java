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
    clockAtStart = settings.thresholds.knowsSlowCalls() || name() != CircuitState.CLOSED;
    clockAtEnd = settings.clockAtEnd || name() == CircuitState.RECOVERING;
    slowNanos = settings.thresholds.slowNanos();
    clock = name() == CircuitState.CLOSED ? breaker.clockFor(slowNanos) : breaker.clock();
  }

  abstract CircuitState name();

  /** A permit of this generation, or {@link Permit#REJECTED}. */
  abstract long acquire(long now);

  /** How a call of this generation ended. */
  abstract void record(long permit, long now, boolean failed, boolean slow);

  /** The window that the state counts in, or null. */
  Window window() {
    return null;
  }

  /** The calls that the window holds. */
  final long held() {
    return window() == null ? 0 : window().held();
  }

  /** The window hands its calls over, unless the next state goes on with it. */
  final void replacedBy(State next) {
    if (window() != null && next.window() != window()) {
      window().giveUp();
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
