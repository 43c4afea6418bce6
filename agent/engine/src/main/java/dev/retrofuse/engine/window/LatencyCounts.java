package dev.retrofuse.engine.window;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How often calls took how long, in steps of an eighth of an octave; counts until it is cleared.
 */
public final class LatencyCounts {
  /*
   * Log-linear counters, as in HdrHistogram: the position of the highest bit of a duration is its octave, the
   * three bits below it are the step. 26 octaves from 2^10 ns (1.02 us) to 2^36 ns (68.7 s) make 208 counters, 832
   * bytes; what is shorter or longer counts in the first or last one. A step is an eighth of its
   * octave, and its middle stands for it: the error is at most a sixteenth.
   */
  private static final int STEP_BITS = 3;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int FIRST_OCTAVE = 10;
  private static final int OCTAVES = 26;
  private static final int CELLS = OCTAVES * STEPS;
  private static final long SHORTEST = 1L << FIRST_OCTAVE;
  private static final long LONGEST = (1L << (FIRST_OCTAVE + OCTAVES)) - 1;

  private final AtomicIntegerArray cells = new AtomicIntegerArray(CELLS);

  /** Counts a duration in nanoseconds. */
  public void record(long nanos) {
    cells.getAndIncrement(cell(nanos));
  }

  private static int cell(long nanos) {
    long within = Math.min(LONGEST, Math.max(SHORTEST, nanos));
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(within);
    int step = (int) (within >>> (octave - STEP_BITS)) & (STEPS - 1);
    return (octave - FIRST_OCTAVE) * STEPS + step;
  }

  /** The middle of a cell. */
  private static long nanos(int cell) {
    int scale = cell / STEPS + FIRST_OCTAVE - STEP_BITS;
    return ((long) (STEPS + cell % STEPS) << scale) + (1L << (scale - 1));
  }

  /**
   * A percentile in nanoseconds, within 1/16; 0 if nothing was counted.
   *
   * @param p from 0 to 100
   */
  public long percentile(double p) {
    return percentile(p, this, null);
  }

  /** The percentile of two counts together; either may be null. */
  static long percentile(double p, LatencyCounts one, LatencyCounts other) {
    long rank = rank(p, total(one) + total(other));
    long sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += at(one, cell) + at(other, cell);
      if (sum >= rank) {
        return rank == 0 ? 0 : nanos(cell);
      }
    }
    return 0;
  }

  /** Which of so many in order of length, from 1; 0 of none. */
  private static long rank(double p, long total) {
    return Math.min(total, Math.max(1, (long) Math.ceil(p / 100 * total)));
  }

  /** How many were counted; 0 for null. */
  static long total(LatencyCounts counts) {
    long sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += at(counts, cell);
    }
    return sum;
  }

  private static int at(LatencyCounts counts, int cell) {
    return counts == null ? 0 : counts.cells.get(cell);
  }

  /** Forgets all; what is recorded meanwhile may be forgotten with it. */
  public void clear() {
    for (int cell = 0; cell < CELLS; cell++) {
      cells.lazySet(cell, 0);
    }
  }
}
