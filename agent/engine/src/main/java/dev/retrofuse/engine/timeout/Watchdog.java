package dev.retrofuse.engine.timeout;

import dev.retrofuse.engine.Ticker;

/** Cuts calls that are due: one thread while it is on, none while it is off. */
public final class Watchdog {
  private final Ticker ticker;
  private volatile WatchdogThread thread;

  /** Off. */
  public Watchdog(Ticker ticker) {
    this.ticker = ticker;
  }

  /** To be called on a thread of the agent's, from which the new one inherits. */
  public synchronized void on() {
    WatchdogThread before = thread;
    if (before == null || !before.isAlive()) {
      WatchdogThread next = new WatchdogThread(ticker);
      next.start(); // first: where the system gives no thread, the next call tries again
      thread = next;
    }
  }

  /** From now on nothing is cut; a cut that is under way may still end. */
  public synchronized void off() {
    WatchdogThread ending = thread;
    thread = null;
    if (ending != null) {
      ending.end();
    }
  }

  /** How many calls are watched. */
  int watched() {
    WatchdogThread watching = thread;
    return watching == null ? 0 : watching.table().size() + watching.kept().size();
  }

  /** A watch for a call that ends on its thread, to be begun; null when there is none. */
  Watch claim() {
    WatchdogThread watching = thread;
    return watching == null ? null : watching.kept().claim();
  }

  /** A call has begun that is to be cut when it is due. */
  void begun() {
    WatchdogThread watching = thread;
    if (watching != null) {
      watching.wake();
    }
  }

  void add(Watch watch) {
    WatchdogThread watching = thread;
    if (watching != null) {
      watching.add(watch);
    }
  }

  void remove(Watch watch) {
    WatchdogThread watching = thread;
    if (watching != null) {
      watching.table().remove(watch);
    }
  }
}
