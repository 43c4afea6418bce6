package dev.retrofuse.engine.breaker;

import java.util.Locale;

/** The states of a circuit breaker. */
public enum CircuitState {
  /** Calls go through and are judged. */
  CLOSED,
  /** Calls are refused until the open wait is over. */
  OPEN,
  /** A few trial calls go through and decide; all others are refused. */
  HALF_OPEN,
  /** As many calls go through as the other side proves to answer; the others are refused. */
  RECOVERING,
  /** There is no breaker. */
  NONE;

  /** In lower case: {@code half-open}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
