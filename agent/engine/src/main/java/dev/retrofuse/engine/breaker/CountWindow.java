package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.clock.CoarseClock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The last N outcomes, one bit each for failed and for slow. */
final class CountWindow extends Window {
  /*
   * A bad call takes the next place from a counter and writes its bits there, over those of an earlier call.
   * There is a power of two of places, N at least, so that no call divides; who reads looks at the last N.
   * As long as no bit is set at all, a good call could be at any place, and is only counted, in a counter
   * that threads do not have to share. From the first bad one on each call takes a place, until no bit is set
   * again. Two threads meet on one place only if one of them is overtaken by as many others in between as
   * there are places; then the window holds one outcome that is not among the last N.
   */
  private final int size;
  private final int mask;
  private final AtomicLong next = new AtomicLong();
  private final StripedCounter clean = new StripedCounter();
  private final AtomicInteger bitsSet = new AtomicInteger();
  private final AtomicLongArray failed;
  private final AtomicLongArray slow;

  CountWindow(int size, LongAdder left) {
    super(left);
    this.size = size;
    int places = Math.max(Long.SIZE, Integer.highestOneBit(2 * size - 1));
    mask = places - 1;
    failed = new AtomicLongArray(places / Long.SIZE);
    slow = new AtomicLongArray(places / Long.SIZE);
  }

  @Override
  int add(long now, boolean isFailed, boolean isSlow) {
    if (isFailed || isSlow || bitsSet.get() != 0) {
      return place(isFailed, isSlow);
    }
    return clean.increment(now) ? LOOK : NOTHING;
  }

  private int place(boolean isFailed, boolean isSlow) {
    long index = next.getAndIncrement();
    int place = (int) index & mask;
    set(failed, place, isFailed);
    set(slow, place, isSlow);
    return (index & (CoarseClock.CALLS_PER_LOOK - 1)) == 0 ? LOOK : NOTHING;
  }

  private void set(AtomicLongArray bits, int place, boolean value) {
    if (value) {
      bitsSet.incrementAndGet();
    }
    if (change(bits, place, value) != value) {
      bitsSet.decrementAndGet();
    }
  }

  /** False if the bit had the value already. */
  private static boolean change(AtomicLongArray bits, int place, boolean value) {
    int word = place >>> 6;
    long bit = 1L << place;
    for (; ; ) {
      long before = bits.get(word);
      long after = value ? before | bit : before & ~bit;
      if (before == after) {
        return false;
      }
      if (bits.compareAndSet(word, before, after)) {
        return true;
      }
    }
  }

  @Override
  void handOver(Window to, long now) {
    if (to instanceof CountWindow) {
      handOver((CountWindow) to, now);
    } else {
      left.add(next.getAndSet(0) + clean.sumThenReset());
    }
  }

  /** The last outcomes go over in their order, and clean calls as clean ones. */
  private void handOver(CountWindow heir, long now) {
    long placed;
    long[] wasFailed;
    long[] wasSlow;
    do {
      placed = next.get();
      wasFailed = copy(failed);
      wasSlow = copy(slow);
    } while (!next.compareAndSet(placed, 0));
    long all = placed + clean.sumThenReset();
    long kept = Math.min(all, Math.min(size, heir.size));
    long first = placed - Math.min(placed, kept);
    left.add(all - kept);
    heir.clean.add(kept - (placed - first));
    for (long index = first; index < placed; index++) {
      int place = (int) index & mask;
      heir.add(now, isSet(wasFailed, place), isSet(wasSlow, place));
    }
  }

  private static long[] copy(AtomicLongArray bits) {
    long[] copy = new long[bits.length()];
    for (int word = 0; word < copy.length; word++) {
      copy[word] = bits.get(word);
    }
    return copy;
  }

  private static boolean isSet(long[] bits, int place) {
    return (bits[place >>> 6] >>> place & 1) != 0;
  }

  @Override
  long held() {
    return next.get() + clean.sum();
  }

  @Override
  long calls(long now) {
    return Math.min(size, held());
  }

  @Override
  long failures(long now) {
    return count(failed);
  }

  @Override
  long slow(long now) {
    return count(slow);
  }

  /** The bits of the last so many places, word by word. */
  private long count(AtomicLongArray bits) {
    long end = next.get();
    long sum = 0;
    for (long index = end - Math.min(size, end); index < end; ) {
      int place = (int) index & mask;
      int from = place % Long.SIZE;
      int length = (int) Math.min(Long.SIZE - from, end - index);
      long chosen = (-1L >>> (Long.SIZE - length)) << from;
      sum += Long.bitCount(bits.get(place / Long.SIZE) & chosen);
      index += length;
    }
    return sum;
  }
}
