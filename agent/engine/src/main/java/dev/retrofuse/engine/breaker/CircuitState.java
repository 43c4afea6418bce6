package dev.retrofuse.engine.breaker;

/** The states of a circuit breaker. */
public enum CircuitState {
  /** Calls go through and are judged. */
  CLOSED,
  /** Calls are refused until the open wait is over. */
  OPEN,
  /** A few trial calls go through and decide; all others are refused. */
  HALF_OPEN,
  /** There is no breaker. */
  NONE
}
