package dev.retrofuse.engine.breaker;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The last N outcomes, one bit each for failed and for slow. */
final class CountWindow extends Window {
  /*
   * A call takes the next place from a counter and writes its bits there, over those of the call N before.
   * Mostly a success follows a success: the bits are right already and nothing is written. Two threads
   * meet on one place only if one of them is overtaken by N others in between; then the window holds one
   * outcome that is not among the last N.
   */
  private final int size;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLongArray failed;
  private final AtomicLongArray slow;

  CountWindow(int size, LongAdder left) {
    super(left);
    this.size = size;
    int words = (size + Long.SIZE - 1) / Long.SIZE;
    failed = new AtomicLongArray(words);
    slow = new AtomicLongArray(words);
  }

  @Override
  boolean add(long now, boolean isFailed, boolean isSlow) {
    int place = (int) (next.getAndIncrement() % size);
    set(failed, place, isFailed);
    set(slow, place, isSlow);
    return false;
  }

  private static void set(AtomicLongArray bits, int place, boolean value) {
    int word = place / Long.SIZE;
    long mask = 1L << place;
    for (; ; ) {
      long before = bits.get(word);
      long after = value ? before | mask : before & ~mask;
      if (before == after || bits.compareAndSet(word, before, after)) {
        return;
      }
    }
  }

  @Override
  void handOver() {
    left.add(next.getAndSet(0));
  }

  @Override
  long held() {
    return next.get();
  }

  @Override
  long calls(long now) {
    return Math.min(size, next.get());
  }

  @Override
  long failures(long now) {
    return count(failed);
  }

  @Override
  long slow(long now) {
    return count(slow);
  }

  private static long count(AtomicLongArray bits) {
    long sum = 0;
    for (int word = 0; word < bits.length(); word++) {
      sum += Long.bitCount(bits.get(word));
    }
    return sum;
  }
}
