package dev.retrofuse.engine.breaker;

/**
 * A permit in one long, so that it costs no allocation: 47 bits of start time, 16 bits of
 * generation. {@link #REJECTED} is the only negative one.
 */
public final class Permit {
  /** The call must not be made. */
  public static final long REJECTED = -1L;

  /** The call is made, but no policy counts it: generations begin with 1. */
  public static final long UNJUDGED = 0L;

  /** The call is made under the limits of a rule that has no breaker. */
  public static final long WITHOUT_BREAKER = 1L;

  private static final int GENERATION_BITS = 16;
  private static final int GENERATIONS = 1 << GENERATION_BITS;
  private static final int SPARE_BITS = GENERATION_BITS + 1;

  private Permit() {}

  /** A permit of a call that begins now; its start is unknown when {@code nanos} is 0. */
  static long of(long nanos, int generation) {
    return ((nanos << GENERATION_BITS) & Long.MAX_VALUE) | generation;
  }

  static int generation(long permit) {
    return (int) permit & (GENERATIONS - 1);
  }

  static int nextGeneration(int generation) {
    return generation == GENERATIONS - 1 ? 1 : generation + 1;
  }

  /**
   * Nanoseconds since the call began: right for calls of up to 19 hours (2^46 ns), negative if the
   * clock went back; 0 when the start is unknown.
   */
  static long elapsed(long permit, long now) {
    long start = permit >>> GENERATION_BITS;
    return start == 0 ? 0 : ((now - start) << SPARE_BITS) >> SPARE_BITS;
  }
}
