package dev.retrofuse.engine;

import dev.retrofuse.engine.spool.KeySpool;
import dev.retrofuse.engine.spool.RuleSpool;
import dev.retrofuse.engine.spool.SpoolLog;
import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends what is kept: each log in turn, as many at a time as went well lately. */
final class Replay extends Thread {
  private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LONGEST_END_MILLIS = 2_000;

  private final Outboxes outboxes;
  private final Ticker ticker;
  private final Events events;
  private final Lines lines;
  private final Map<SpoolLog, ReplayedLog> logs = new HashMap<>();
  private volatile RuleBook book;
  private volatile boolean ended;

  Replay(Outboxes outboxes, Ticker ticker, Events events) {
    super("retrofuse-replay");
    this.outboxes = outboxes;
    this.ticker = ticker;
    this.events = events;
    lines = new Lines(outboxes.couriers());
    setDaemon(true);
    setContextClassLoader(null);
  }

  /** The guards of these rules say when a message may be sent. */
  void ask(RuleBook other) {
    book = other;
    wake();
  }

  void wake() {
    LockSupport.unpark(this);
  }

  /** Waits for the end of a send that is under way, at most two seconds. */
  void end() {
    ended = true;
    interrupt();
    try {
      if (this != Thread.currentThread()) {
        join(LONGEST_END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    // What is sent from here is no call of the application's, and none of a trace.
    RetrofuseThread.current().enter(RetrofuseThread.MESSAGING);
    long opened = ticker.nanos();
    while (!ended) {
      long wait = REOPEN_NANOS;
      try {
        if (ticker.nanos() - opened >= REOPEN_NANOS) {
          opened = ticker.nanos();
          reopen();
        }
        wait = round();
      } catch (RuntimeException | Error fault) {
        RetrofuseAgent.fault(fault, "engine");
      }
      pause(wait);
      boolean ignored = Thread.interrupted(); // or each further wait would end at once
    }
    lines.closeAll();
  }

  // A folder that another process had, or that could not be written to, may be free now.
  private void reopen() {
    for (RuleSpool spool : outboxes.spools()) {
      if (!spool.isOpen() && !ended) {
        spool.open();
        book.findKept();
      }
    }
  }

  /** Sends what is due, and returns how many nanoseconds there are until something is again. */
  long round() {
    long wait = REOPEN_NANOS;
    boolean holds = false;
    for (RuleSpool spool : outboxes.spools()) {
      for (KeySpool key : spool.keys()) {
        if (key.holds()) {
          holds = true;
          wait = Math.min(wait, round(key));
        }
      }
    }
    if (!holds) {
      lines.closeAll();
      logs.clear();
    }
    return wait;
  }

  private long round(KeySpool key) {
    SpoolLog shared = key.shared();
    ReplayedLog before = shared != null && shared.holds() ? replayed(shared) : null;
    long wait = before == null || ended ? REOPEN_NANOS : before.turn(book);
    for (SpoolLog log : key.logs()) {
      boolean goes = log.holds() && (before == null || !before.holdsUp(log.target()));
      if (goes && log != shared && !ended) {
        wait = Math.min(wait, replayed(log).turn(book));
      }
    }
    return wait;
  }

  private ReplayedLog replayed(SpoolLog log) {
    ReplayedLog replayed = logs.get(log);
    if (replayed == null) {
      replayed = new ReplayedLog(log, lines, events, ticker);
      logs.put(log, replayed);
    }
    return replayed;
  }

  private void pause(long nanos) {
    if (nanos > 0 && !ended) {
      LockSupport.parkNanos(this, nanos);
    }
  }
}
