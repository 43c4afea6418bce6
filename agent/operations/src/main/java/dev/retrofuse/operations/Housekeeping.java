package dev.retrofuse.operations;

import dev.retrofuse.engine.Daemon;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The agent's one thread: writes what application threads left to be written, watches the rule
 * file, keeps the MBeans up to date. A daemon that holds nothing of the application.
 */
public final class Housekeeping {
  /** The thread's name, by which the command line knows a process with an agent. */
  public static final String THREAD = "retrofuse";

  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_END_MILLIS = 2_000;

  private final AgentView view;
  private final RuleSource rules;
  private final EventLog events;
  private final AgentLog log;
  private final JmxBeans beans;
  private final Thread thread;
  private volatile LiveFolders live;
  private volatile boolean closed;
  private long nextRound;

  public Housekeeping(AgentView view, RuleSource rules, EventLog events, AgentLog log) {
    this.view = view;
    this.rules = rules;
    this.events = events;
    this.log = log;
    this.beans = new JmxBeans(view, rules, log);
    // Not a lambda: the first lambda of a JVM costs more than all else here.
    this.thread =
        Daemon.of(
            new Runnable() {
              @Override
              public void run() {
                work();
              }
            },
            THREAD);
  }

  /** To be called once, on a thread that runs no code of the application. */
  public void start() {
    nextRound = System.nanoTime() + ROUND_NANOS;
    log.writtenBy(thread);
    events.writtenBy(thread);
    thread.start();
  }

  /** Ends the thread, waiting at most two seconds, and takes the MBeans out. */
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (thread != Thread.currentThread()) {
        thread.join(LONGEST_END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    beans.close();
    log.writtenBy(null);
    events.writtenBy(null);
    drain();
    if (live != null) {
      live.close();
    }
  }

  /**
   * Goes on talking by that folder, see {@link LiveFiles}.
   *
   * @throws IOException when that cannot be, with the reason
   */
  public synchronized void live(File folder, LiveFolder.Commands commands) throws IOException {
    if (live == null) {
      live = new LiveFolders(view, new StatusReport(view, rules), log.recent(), commands);
    }
    live.open(folder);
  }

  private void work() {
    while (!closed) {
      try {
        drain();
        if (System.nanoTime() - nextRound >= 0) {
          nextRound = System.nanoTime() + round();
        }
      } catch (Throwable fault) {
        nextRound = System.nanoTime() + ROUND_NANOS;
        log.often("housekeeping", "housekeeping goes on after a fault: " + fault);
      }
      LockSupport.parkNanos(this, nextRound - System.nanoTime());
      // Nobody interrupts this thread for a reason of its own, and a set flag would end every park.
      boolean ignored = Thread.interrupted();
    }
  }

  private long round() {
    boolean again = rules.poll();
    beans.refresh();
    view.everySecond();
    LiveFolders folders = live;
    if (folders != null) {
      folders.round();
    }
    return again ? SOON_NANOS : ROUND_NANOS;
  }

  private void drain() {
    events.drain();
    log.drain();
  }
}
