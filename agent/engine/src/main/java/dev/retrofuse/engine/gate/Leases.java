package dev.retrofuse.engine.gate;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Places that calls hold, by the time they took them, so that those of calls that are never heard
 * of again can be given to others. Lock-free; looks for such calls only when a place is wanted.
 */
final class Leases {
  /*
   * A ring of cells, 16 to 32 for the length of the lease; a cell is its tick above and a count below.
   * Whoever takes a place counts into the cell of the present tick, and counts out of the same cell at its
   * end, which its start time tells. A cell older than the lease is taken out whole, with one atomic step: its
   * calls then no longer find it, and know that their places are gone.
   */
  private static final int CELLS = 64;
  private static final int FEWEST_TICKS = 16;
  private static final int COUNT_BITS = 32;
  private static final long COUNT = (1L << COUNT_BITS) - 1;
  private static final long EMPTY = (long) Integer.MIN_VALUE << COUNT_BITS;

  private final int shift;
  private final int ticks;
  private final AtomicLongArray cells = new AtomicLongArray(CELLS);
  private final AtomicLong lost = new AtomicLong();

  /**
   * @param nanos after which a call that has not ended is lost
   */
  Leases(long nanos) {
    shift = 63 - Long.numberOfLeadingZeros(Math.max(1, nanos / FEWEST_TICKS));
    ticks = (int) (nanos >> shift) + 1;
    for (int slot = 0; slot < CELLS; slot++) {
      cells.lazySet(slot, EMPTY);
    }
  }

  private int tick(long now) {
    return (int) (now >> shift);
  }

  private static int tickOf(long cell) {
    return (int) (cell >> COUNT_BITS);
  }

  /** A place was taken. */
  void begin(long now) {
    int tick = tick(now);
    int slot = tick & (CELLS - 1);
    for (; ; ) {
      long cell = cells.get(slot);
      boolean current = tickOf(cell) == tick && cell != EMPTY;
      long after = current ? cell + 1 : ((long) tick << COUNT_BITS) | 1;
      if (cells.compareAndSet(slot, cell, after)) {
        lost.addAndGet(current ? 0 : cell & COUNT);
        return;
      }
    }
  }

  /** Whether a place that was taken then is still held, and is now given back. */
  boolean end(long began) {
    int tick = tick(began);
    int slot = tick & (CELLS - 1);
    for (; ; ) {
      long cell = cells.get(slot);
      if (cell == EMPTY || tickOf(cell) != tick || (cell & COUNT) == 0) {
        return false;
      }
      if (cells.compareAndSet(slot, cell, cell - 1)) {
        return true;
      }
    }
  }

  /** Takes back the places of lost calls; how many they are. */
  int reclaim(long now) {
    long sum = lost.get() == 0 ? 0 : lost.getAndSet(0);
    for (int slot = 0; slot < CELLS; slot++) {
      long cell = cells.get(slot);
      int age = tick(now) - tickOf(cell);
      // One far ahead is of before the clock went back.
      if (cell != EMPTY && Math.abs(age) > ticks && cells.compareAndSet(slot, cell, EMPTY)) {
        sum += cell & COUNT;
      }
    }
    return (int) sum;
  }
}
