package dev.retrofuse.engine.breaker;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many of one place's calls that began at about the same time are still under way. */
final class Cohorts {
  /*
   * As InFlight, but small, for there may be a thousand of them. A tick is between 1/32 and 1/16 of the slow-call
   * threshold. A long counts four: six bits of calls that began in it, six of those still under way, and above all
   * 16 bits that tell these four ticks from others. Further calls of a tick that is full are not followed,
   * and none that InFlight does not follow.
   * The 48 ticks reach back one and a half to three thresholds. A call that no longer finds its tick is
   * forgotten, so that never more are seen under way than are.
   */
  private static final int LONGS = 12;
  private static final int TICKS_PER_LONG = 4;
  private static final int TICKS = LONGS * TICKS_PER_LONG;
  private static final int TICKS_PER_THRESHOLD = 16;
  private static final int BITS = 6;
  private static final int FULL = (1 << BITS) - 1;
  private static final long BEGINS = (1L << BITS) | 1;
  private static final int TAG_SHIFT = TICKS_PER_LONG * 2 * BITS;
  private static final int FEWEST_TICKS = 2;

  private final int shift;
  private final AtomicLongArray ticks = new AtomicLongArray(LONGS);

  private Cohorts(int shift) {
    this.shift = shift;
  }

  /**
   * Those for that threshold.
   *
   * @param known which will do if their ticks are as long; may be null
   */
  static Cohorts of(long slowNanos, Cohorts known) {
    int shift = 63 - Long.numberOfLeadingZeros(Math.max(1, slowNanos / TICKS_PER_THRESHOLD));
    return known != null && known.shift == shift ? known : new Cohorts(shift);
  }

  private long tick(long now) {
    return now >> shift;
  }

  private static int slot(long tick) {
    return (int) (((tick >> 2) & Integer.MAX_VALUE) % LONGS);
  }

  private static int bits(long tick) {
    return (int) (tick & (TICKS_PER_LONG - 1)) * 2 * BITS;
  }

  private static long tag(long tick) {
    return (tick >> 2) << TAG_SHIFT;
  }

  /** The counts of four ticks, that one among them. */
  private long counts(long tick) {
    return current(ticks.get(slot(tick)), tick);
  }

  private static long current(long counts, long tick) {
    return ((counts ^ tag(tick)) >>> TAG_SHIFT) == 0 ? counts : tag(tick);
  }

  private static int began(long counts, long tick) {
    return (int) (counts >>> (bits(tick) + BITS)) & FULL;
  }

  private static int underWay(long counts, long tick) {
    return (int) (counts >>> bits(tick)) & FULL;
  }

  /** Whether no call has begun in this tick yet. */
  boolean isFirst(long now) {
    return began(counts(tick(now)), tick(now)) == 0;
  }

  /** Counts a call in; false if it is not followed and so must not be counted out. */
  boolean begin(long now) {
    long tick = tick(now);
    for (; ; ) {
      long before = ticks.get(slot(tick));
      long counts = current(before, tick);
      if (began(counts, tick) == FULL) {
        return false;
      }
      if (ticks.compareAndSet(slot(tick), before, counts + (BEGINS << bits(tick)))) {
        return true;
      }
    }
  }

  /** Counts a call out that was counted in. */
  void end(long began) {
    long tick = tick(began);
    for (; ; ) {
      long before = ticks.get(slot(tick));
      if (underWay(current(before, tick), tick) == 0
          || ticks.compareAndSet(slot(tick), before, before - (1L << bits(tick)))) {
        return;
      }
    }
  }

  /**
   * The share of calls that are still under way, of so many that began last but longer ago than the
   * threshold; 0 where there were not so many.
   *
   * @param times as many calls, in times as many ticks at least
   */
  double overdue(long now, long slowNanos, long calls, int times) {
    long enough = Math.max(1, calls * times);
    long newest = tick(now - slowNanos) - 1;
    long oldest = tick(now) - TICKS;
    long began = 0;
    long underWay = 0;
    for (long tick = newest;
        tick > oldest && (began < enough || newest - tick < (long) FEWEST_TICKS * times);
        tick--) {
      long counts = counts(tick);
      began += began(counts, tick);
      underWay += underWay(counts, tick);
    }
    return began < enough ? 0 : (double) underWay / began;
  }
}
