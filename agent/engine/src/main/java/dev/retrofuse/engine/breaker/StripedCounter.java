package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.clock.CoarseClock;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A count that threads add to without getting into each other's way, once they have been seen to
 * meet; as {@link java.util.concurrent.atomic.LongAdder}, but cheaper for one thread.
 */
final class StripedCounter {
  static final int STRIPES =
      Math.min(8, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

  /** In longs: two cache lines, for processors fetch them in pairs. */
  private static final int STRIDE = 16;

  private static final AtomicReferenceFieldUpdater<StripedCounter, AtomicLongArray> CELLS =
      AtomicReferenceFieldUpdater.newUpdater(
          StripedCounter.class, AtomicLongArray.class, "stripes");

  /** Until threads meet: one cell for each sign of the time, see {@link #increment}. */
  private final AtomicLongArray first = new AtomicLongArray(2);

  private volatile AtomicLongArray stripes;

  /** Which of so many stripes a thread uses, a power of two. */
  static int ofThread(int stripes) {
    return (int) Thread.currentThread().getId() & (stripes - 1);
  }

  private static int cell(int stripe) {
    return (stripe + 1) * STRIDE - 1;
  }

  /**
   * Adds one.
   *
   * @param now what the caller has just read from a clock
   * @return true once in {@link CoarseClock#CALLS_PER_LOOK} additions to a stripe
   */
  boolean increment(long now) {
    AtomicLongArray cells = stripes;
    // By its place, so that no processor begins this while it reads the clock; that costs 4 ns.
    int sign = (int) (now >>> 63);
    long before =
        cells == null
            ? first.getAndIncrement(sign)
            : cells.getAndIncrement(cell(ofThread(STRIPES)));
    if ((before & (CoarseClock.CALLS_PER_LOOK - 1)) != 0) {
      return false;
    }
    if (cells == null && first.get(sign) != before + 1) {
      widen();
    }
    return true;
  }

  /** Adds so many at once, which {@link #increment} does not tell of. */
  void add(long count) {
    first.getAndAdd(0, count);
  }

  private void widen() {
    CELLS.compareAndSet(this, null, new AtomicLongArray((STRIPES + 1) * STRIDE));
  }

  long sum() {
    AtomicLongArray cells = stripes;
    long sum = first.get(0) + first.get(1);
    for (int stripe = 0; cells != null && stripe < STRIPES; stripe++) {
      sum += cells.get(cell(stripe));
    }
    return sum;
  }

  /** The sum of what is taken out, so that no addition is in two sums. */
  long sumThenReset() {
    AtomicLongArray cells = stripes;
    long sum = first.getAndSet(0, 0) + first.getAndSet(1, 0);
    for (int stripe = 0; cells != null && stripe < STRIPES; stripe++) {
      sum += cells.getAndSet(cell(stripe), 0);
    }
    return sum;
  }
}
