package dev.retrofuse.engine.timeout;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.waist.RetrofuseAgent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks at the watched calls each tick, and sleeps while there are none. */
final class WatchdogThread extends Thread {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** So long without a call, until it sleeps: whoever has to wake it pays for that. */
  private static final int IDLE_TICKS = 100;

  private final Ticker ticker;
  private final WatchTable table = new WatchTable();
  private final KeptWatches kept = new KeptWatches();
  private final Cutters cutters = new Cutters(this);
  private volatile boolean asleep;
  private volatile boolean ended;

  WatchdogThread(Ticker ticker) {
    super("retrofuse-watchdog");
    this.ticker = ticker;
    setDaemon(true);
    setContextClassLoader(null);
  }

  WatchTable table() {
    return table;
  }

  KeptWatches kept() {
    return kept;
  }

  void add(Watch watch) {
    if (table.add(watch)) {
      wake();
    }
  }

  /** After a call has become one that is watched. */
  void wake() {
    if (asleep) {
      LockSupport.unpark(this);
    }
  }

  void end() {
    ended = true;
    LockSupport.unpark(this);
    cutters.end();
  }

  @Override
  public void run() {
    for (int idle = 0; !ended; ) {
      idle = expires() ? 0 : idle + 1;
      if (idle < IDLE_TICKS) {
        LockSupport.parkNanos(this, TICK_NANOS);
      } else {
        sleep();
        idle = 0;
      }
    }
  }

  /** Whether there is more to watch; after a fault, too, for then nobody knows. */
  private boolean expires() {
    try {
      long now = ticker.nanos();
      boolean any = table.expire(now, cutters);
      return kept.expire(now, cutters) || any;
    } catch (RuntimeException | Error fault) {
      RetrofuseAgent.fault(fault, "engine");
      return true;
    }
  }

  private void sleep() {
    asleep = true;
    // A call that came before it could know is seen here.
    while (!ended && !expires()) {
      LockSupport.park(this);
    }
    asleep = false;
  }
}
