package dev.retrofuse.engine;

import dev.retrofuse.engine.clock.CoarseClock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The clock of all durations: monotonic, with an origin of its own. */
public interface Ticker extends LongSupplier {
  /** Nanoseconds; only differences mean something. */
  long nanos();

  /**
   * Lets this thread wait.
   *
   * @return false when it was interrupted, which it then still is
   */
  default boolean sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  default long getAsLong() {
    return nanos();
  }

  /** For who asks very often; null where there is none. */
  default CoarseClock coarse() {
    return null;
  }

  /** What a rule leaves to chance: a number in [0, 1), for who plays the same twice. */
  default double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** {@link System#nanoTime()}. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}
