package dev.retrofuse.engine.clock;

import java.util.concurrent.locks.LockSupport;

/** Stores the time while no call does. */
final class TickerThread extends Thread {
  private final CoarseClock clock;
  private volatile boolean ended;

  TickerThread(CoarseClock clock) {
    super("retrofuse-ticker");
    this.clock = clock;
    setDaemon(true);
    setContextClassLoader(null);
  }

  void end() {
    ended = true;
    LockSupport.unpark(this);
  }

  @Override
  public void run() {
    while (!ended) {
      clock.tick();
      LockSupport.parkNanos(this, CoarseClock.TICK_NANOS);
    }
  }
}
