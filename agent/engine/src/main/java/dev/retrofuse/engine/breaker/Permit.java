package dev.retrofuse.engine.breaker;

/**
 * A permit in one long, so that it costs no allocation: from below 16 bits of generation, 39 bits
 * of start time in units of 1,024 ns, 8 flags. {@link #REJECTED} is the only negative one.
 */
public final class Permit {
  /** The call must not be made. */
  public static final long REJECTED = -1L;

  private static final int GENERATION_BITS = 16;
  private static final int GENERATIONS = 1 << GENERATION_BITS;
  private static final int UNIT_BITS = 10;
  private static final int START_BITS = 39;
  private static final int SPARE_BITS = Long.SIZE - START_BITS;
  private static final long STARTS = (1L << START_BITS) - 1;
  private static final int FLAGS_SHIFT = GENERATION_BITS + START_BITS;

  /** The call counts among those under way, see {@link InFlight}. */
  static final long FOLLOWED = 1L << FLAGS_SHIFT;

  /**
   * The breaker that all keys have in common gave the permit, see {@link KeyedBreaker}; without a
   * generation nobody did.
   */
  static final long OF_PARENT = 1L << (FLAGS_SHIFT + 1);

  /**
   * The call of a key without a breaker counts among those under way of its place too, see {@link
   * Cohorts}: both flags without a generation say it.
   */
  static final long OF_PLACE = FOLLOWED | OF_PARENT;

  private static final int FIRST_FREE_FLAG = FLAGS_SHIFT + 2;

  private Permit() {}

  /**
   * A flag for those who compose a breaker with other policies.
   *
   * @param index 0 to 5
   */
  public static long flag(int index) {
    return 1L << (FIRST_FREE_FLAG + index);
  }

  /** A permit of a call that begins now; its start is unknown when {@code nanos} is 0. */
  static long of(long nanos, int generation) {
    return (((nanos >> UNIT_BITS) & STARTS) << GENERATION_BITS) | generation;
  }

  /** A permit of no breaker's for a call that begins now: generations begin with 1. */
  public static long unjudged(long nanos) {
    return of(nanos, 0) | OF_PARENT;
  }

  /** A permit for a call of a key that has no breaker yet. */
  static long begun(long nanos) {
    return of(nanos, 0);
  }

  /** Whether no breaker judges the call. */
  static boolean isUnjudged(long permit) {
    return (permit & (OF_PLACE | (GENERATIONS - 1))) == OF_PARENT;
  }

  static int generation(long permit) {
    return (int) permit & (GENERATIONS - 1);
  }

  static int nextGeneration(int generation) {
    return generation == GENERATIONS - 1 ? 1 : generation + 1;
  }

  /**
   * Nanoseconds since the call began, at most 1 us too many: right for calls of up to 3 days,
   * negative if the clock went back; 0 when the start is unknown.
   */
  public static long elapsed(long permit, long now) {
    long start = (permit >>> GENERATION_BITS) & STARTS;
    if (start == 0) {
      return 0;
    }
    long units = (((now >> UNIT_BITS) - start) << SPARE_BITS) >> SPARE_BITS;
    return (units << UNIT_BITS) + (now & ((1L << UNIT_BITS) - 1));
  }
}
