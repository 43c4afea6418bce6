package dev.retrofuse.engine.window;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A count over the last so many nanoseconds, in a sliding ring of 16 to 32 buckets. Lock-free. */
public final class Buckets {
  /*
   * A cell is one long, the tick of its time in the upper half and the count in the lower, so that one
   * compare-and-set counts and finds out that the cell is still of this tick; nothing is ever cleared.
   * Ticks are a power of two of nanoseconds. What differs from the tick starts the cell again, a
   * later one too: after a clock's step back the count is right again within a window.
   *
   * A sum is asked for in every call, so that of the buckets that are full is kept, under the tick it
   * was made in: two reads then give the sum. Who counts late by more than a tick is seen a tick later.
   */
  private static final int FEWEST = 16;
  private static final int SLOTS = 32;
  private static final long COUNT = 0xFFFF_FFFFL;

  /** Nothing, in a tick that is out of every window. */
  private static final long EMPTY = (long) Integer.MIN_VALUE << Integer.SIZE;

  private final AtomicLongArray cells = new AtomicLongArray(SLOTS);
  private final AtomicLong full = new AtomicLong(EMPTY);
  private final long origin;
  private final int shift;
  private final int buckets;

  /**
   * @param nanos how long is looked back, at least 32
   */
  public Buckets(long nanos, long now) {
    origin = now;
    shift = 63 - Long.numberOfLeadingZeros(Math.max(1, nanos / FEWEST));
    buckets = (int) ((nanos + (1L << shift) - 1) >> shift);
    for (int slot = 0; slot < SLOTS; slot++) {
      cells.lazySet(slot, EMPTY);
    }
  }

  /** Counts so many, fewer than 2^31. */
  public void add(int count, long now) {
    int tick = tick(now);
    int slot = tick & (SLOTS - 1);
    for (; ; ) {
      long before = cells.get(slot);
      long after = (tickOf(before) == tick ? before : cell(tick, 0)) + count;
      if (cells.compareAndSet(slot, before, after)) {
        return;
      }
    }
  }

  /** What was counted within the window. */
  public long sum(long now) {
    int tick = tick(now);
    long cell = cells.get(tick & (SLOTS - 1));
    return full(tick) + (tickOf(cell) == tick ? cell & COUNT : 0);
  }

  private long full(int tick) {
    long known = full.get();
    if (tickOf(known) == tick) {
      return known & COUNT;
    }
    long sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      long cell = cells.get(slot);
      int age = tick - tickOf(cell);
      sum += age > 0 && age < buckets ? cell & COUNT : 0;
    }
    full.compareAndSet(known, cell(tick, sum));
    return sum;
  }

  /** Takes over what another ring has counted within this one's window. */
  public void addAll(Buckets other, long now) {
    int newest = other.tick(now);
    for (int age = 0; age < other.buckets; age++) {
      long cell = other.cells.get((newest - age) & (SLOTS - 1));
      long at = now - ((long) age << other.shift);
      if (tickOf(cell) == newest - age && now - at < window()) {
        add((int) (cell & COUNT), at);
      }
    }
  }

  /** Counts so many spread evenly over the window. */
  public void spread(int count, long now) {
    for (int age = 0; age < buckets; age++) {
      int each = (int) ((long) count * (age + 1) / buckets - (long) count * age / buckets);
      add(each, now - ((long) age << shift));
    }
  }

  private long window() {
    return (long) buckets << shift;
  }

  private int tick(long now) {
    return (int) ((now - origin) >> shift);
  }

  private static int tickOf(long cell) {
    return (int) (cell >> Integer.SIZE);
  }

  private static long cell(int tick, long count) {
    return ((long) tick << Integer.SIZE) | count;
  }
}
