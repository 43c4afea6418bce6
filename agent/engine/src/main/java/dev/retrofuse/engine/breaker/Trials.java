package dev.retrofuse.engine.breaker;

import java.util.concurrent.atomic.AtomicLong;

/** Leases given, and how those that came back ended: four counts of 16 bits. */
final class Trials extends AtomicLong {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 16;
  private static final long LEASED = 1;
  private static final long ENDED = 1L << BITS;
  private static final long FAILED = 1L << (2 * BITS);
  private static final long SLOW = 1L << (3 * BITS);

  volatile long lastLease;

  Trials(long now) {
    lastLease = now;
  }

  boolean lease(int limit, long now) {
    for (; ; ) {
      long counts = get();
      if (leased(counts) >= limit) {
        return false;
      }
      // Before the lease itself, or another thread could take the new lease for an old one.
      lastLease = now;
      if (compareAndSet(counts, counts + LEASED)) {
        return true;
      }
    }
  }

  void giveBack() {
    change(-LEASED);
  }

  long end(boolean failed, boolean slow) {
    return change(ENDED + (failed ? FAILED : 0) + (slow ? SLOW : 0));
  }

  /** Unless no lease is out: there must never be more than there were. */
  private long change(long by) {
    for (; ; ) {
      long counts = get();
      if (ended(counts) >= leased(counts)) {
        return counts;
      }
      if (compareAndSet(counts, counts + by)) {
        return counts + by;
      }
    }
  }

  static int leased(long counts) {
    return field(counts, 0);
  }

  static int ended(long counts) {
    return field(counts, 1);
  }

  static int failed(long counts) {
    return field(counts, 2);
  }

  static int slow(long counts) {
    return field(counts, 3);
  }

  private static int field(long counts, int index) {
    return (int) (counts >>> (index * BITS)) & 0xFFFF;
  }
}
