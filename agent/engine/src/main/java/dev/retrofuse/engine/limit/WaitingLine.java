package dev.retrofuse.engine.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line of calls that wait for something of which there is not enough, and how long whoever joins
 * it now is likely to wait: as long as those before him take to be served at the rate of late
 * (Little's law), and where nobody is served, as long as that has lasted. Thread-safe, lock-free.
 *
 * <p>The rate is one of capacity only while there is a line: of callers who wait for nothing it is
 * as low as they are few. So it is measured since the line was last empty, and nobody is expected
 * to wait much longer than the last one who was served.
 */
public final class WaitingLine {
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many times as long as the last one somebody may be expected to wait. */
  private static final int FASTEST_GROWTH = 4;

  // The state, from below: 24 bits for how many wait, 8 for how many were served, 32 for since when
  // these are counted. When there are too many, half of them is forgotten, and half of the time.
  private static final int MOST_SERVED = 64;
  private static final int SERVED_SHIFT = 24;
  private static final int SINCE_SHIFT = 32;
  private static final long WAITING = (1L << SERVED_SHIFT) - 1;
  private static final int UNIT_BITS = 16;

  private final AtomicLong state = new AtomicLong();
  private final AtomicLong probed = new AtomicLong();

  /** How long the last one waited who was served. */
  private volatile long lastWait;

  /** Since when somebody waits of whom nobody after him was served before; 0 for not. */
  private volatile long stuckSince;

  /**
   * Joins the line, unless that is likely to take too long. One in a second joins all the same, or
   * nobody would learn that it has become shorter.
   *
   * @param longest nanoseconds
   * @param now monotonic nanoseconds
   */
  public boolean tryEnter(long longest, long now) {
    if (expected(now) > longest && !isProbe(now)) {
      return false;
    }
    long before = state.get();
    while (!state.compareAndSet(before, joined(before, now))) {
      before = state.get();
    }
    if (waiting(before) == 0 || stuckSince == 0) {
      stuckSince = now | 1;
    }
    return true;
  }

  private static long joined(long before, long now) {
    return waiting(before) == 0 ? counted(unit(now), 0, 1) : before + 1;
  }

  /** Somebody has got what he waited for. */
  public void served(long waited, long now) {
    lastWait = waited;
    stuckSince = 0;
    long before = state.get();
    while (!state.compareAndSet(before, oneServed(before, now))) {
      before = state.get();
    }
  }

  private static long oneServed(long before, long now) {
    int served = served(before) + 1;
    int since = since(before);
    return served < MOST_SERVED
        ? counted(since, served, waiting(before) - 1)
        : counted(since + (unit(now) - since) / 2, served / 2, waiting(before) - 1);
  }

  /** Somebody has given up. */
  public void left() {
    state.decrementAndGet();
  }

  /** Nanoseconds that whoever joins now is likely to wait; 0 when nobody waits. */
  long expected(long now) {
    long line = state.get();
    if (waiting(line) == 0) {
      return 0;
    }
    long stuck = stuckSince;
    long standstill = stuck == 0 ? 0 : now - stuck;
    return served(line) == 0 ? standstill : Math.max(standstill, byRate(line, now));
  }

  private long byRate(long line, long now) {
    long elapsed = Math.max(0L, unit(now) - since(line)) << UNIT_BITS;
    return Math.min(waiting(line) * elapsed / served(line), FASTEST_GROWTH * lastWait);
  }

  private boolean isProbe(long now) {
    long before = probed.get();
    long since = now - before;
    // A negative time means that the clock went back.
    return (since >= PROBE_NANOS || since < 0) && probed.compareAndSet(before, now);
  }

  private static long counted(int since, int served, long waiting) {
    return ((long) since << SINCE_SHIFT) | ((long) served << SERVED_SHIFT) | waiting;
  }

  private static long waiting(long state) {
    return state & WAITING;
  }

  private static int served(long state) {
    return (int) (state >>> SERVED_SHIFT) & 0xff;
  }

  private static int since(long state) {
    return (int) (state >>> SINCE_SHIFT);
  }

  private static int unit(long nanos) {
    return (int) (nanos >> UNIT_BITS);
  }
}
