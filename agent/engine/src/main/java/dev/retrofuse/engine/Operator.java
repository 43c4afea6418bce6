package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitState;

/**
 * What somebody may do to single breakers and rules while they work. Each is told as an event when
 * it begins and when its time is over.
 */
public interface Operator {
  /**
   * Forces a breaker to be open or closed, whatever becomes of its calls. Those of the keys that it
   * tells apart have no say meanwhile.
   *
   * @param key as {@link GuardStatus#key} names it, which may be that of a key told apart
   * @param nanos how long; open is followed by trial calls, closed by a closed one that knows
   *     nothing
   * @param by who says so
   * @return false when there is no such breaker
   */
  boolean force(String rule, String key, CircuitState to, long nanos, String by);

  /**
   * Closes a breaker and all that it tells apart, and lets it forget calls, back-off and what was
   * forced.
   *
   * @return false when there is no such breaker
   */
  boolean reset(String rule, String key, String by);

  /**
   * Lets a rule observe only, whatever its file says.
   *
   * @param nanos how long; 0 ends it now
   * @return false when there is no such rule, or nothing to end
   */
  boolean observe(String rule, long nanos, String by);
}
