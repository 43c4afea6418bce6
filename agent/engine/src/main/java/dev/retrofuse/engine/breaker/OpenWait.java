package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;

/** How long an open breaker waits before it lets trial calls through. */
final class OpenWait {
  private final long first;
  private final double backOff;
  private final long longest;
  private final double jitter;

  OpenWait(Breaker settings) {
    first = settings.openWaitNanos();
    backOff = settings.backOff();
    longest = settings.maxOpenWaitNanos();
    jitter = settings.jitter();
  }

  /**
   * The wait in nanoseconds: first * backOff^reopened, at most {@code longest}, times a factor
   * between 1 - jitter and 1 + jitter.
   *
   * @param reopened how often the breaker opened again without having recovered in between
   * @param random in [0, 1)
   */
  long nanos(int reopened, double random) {
    double wait = Math.min((double) longest, first * Math.pow(backOff, reopened));
    return (long) (wait * (1 + jitter * (2 * random - 1)));
  }

  /** A wait that began under other settings, cut to what these can give. */
  long atMostLongest(long nanos) {
    return Math.min(nanos, (long) (longest * (1 + jitter)));
  }
}
