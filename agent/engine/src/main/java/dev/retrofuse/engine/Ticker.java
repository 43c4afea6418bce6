package dev.retrofuse.engine;

import java.util.function.LongSupplier;

/** The clock of all durations: monotonic, with an origin of its own. */
public interface Ticker extends LongSupplier {
  /** Nanoseconds; only differences mean something. */
  long nanos();

  @Override
  default long getAsLong() {
    return nanos();
  }

  /** {@link System#nanoTime()}. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}
