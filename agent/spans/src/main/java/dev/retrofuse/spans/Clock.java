package dev.retrofuse.spans;

import java.util.concurrent.TimeUnit;

/** Tells what time it was at a moment of the monotonic clock. */
final class Clock {
  /** Spans of one trace shall not be moved against each other by what the two clocks differ. */
  private static final long MOST_DRIFT = TimeUnit.MILLISECONDS.toNanos(100);

  private long offset = offset();

  private static long offset() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
  }

  /** Follows the wall clock where it was set, or ran otherwise for long. */
  void adjust() {
    long now = offset();
    offset = Math.abs(now - offset) > MOST_DRIFT ? now : offset;
  }

  long epochNanos(long monotonic) {
    return monotonic + offset;
  }
}
