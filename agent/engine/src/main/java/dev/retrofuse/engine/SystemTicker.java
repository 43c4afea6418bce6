package dev.retrofuse.engine;

import dev.retrofuse.engine.clock.CoarseClock;

/** The JVM's own monotonic clock. */
enum SystemTicker implements Ticker {
  INSTANCE;

  private static final CoarseClock COARSE = new CoarseClock(INSTANCE);

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public CoarseClock coarse() {
    return COARSE;
  }
}
