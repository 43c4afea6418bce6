package dev.retrofuse.engine.timeout;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that cut calls; none while there is nothing to cut. Cancelling a statement connects
 * to its database, which may be what is out of order: so statements have threads of their own, and
 * of one key only some calls are cut at a time.
 */
final class Cutters implements WatchTable.Sink {
  private static final int THREADS = 16;
  private static final int MOST_OF_ONE_KEY = 4;
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor statements;
  private final ThreadPoolExecutor others;
  private final Thread watchdog;

  /** Whether a call that is due was refused since a cut ended last. */
  private volatile boolean holdsBack;

  /**
   * @param watchdog to wake when there is room for a call that was refused
   */
  Cutters(Thread watchdog) {
    this(watchdog, new Factory());
  }

  Cutters(Thread watchdog, ThreadFactory factory) {
    this.watchdog = watchdog;
    statements = threads(factory);
    others = threads(factory);
  }

  private static ThreadPoolExecutor threads(ThreadFactory factory) {
    return new ThreadPoolExecutor(
        0,
        THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<Runnable>(), // an idle thread is found before a new one is asked for
        factory);
  }

  @Override
  public boolean take(Watch watch, long state) {
    TimeLimit limit = watch.limit();
    if (limit == null) {
      return true; // the call has ended
    }
    // Perhaps that of a later call, which is then not cut; but its times get back what they gave.
    boolean taken = limit.times().beginCut(MOST_OF_ONE_KEY) && execute(watch, state, limit);
    if (!taken) {
      holdsBack = true;
    }
    return taken;
  }

  private boolean execute(Watch watch, long state, TimeLimit limit) {
    boolean taken = false;
    try {
      ThreadPoolExecutor threads = limit.how().isOfStatements() ? statements : others;
      threads.execute(new Task(watch, state, limit.times()));
      taken = true;
    } catch (RejectedExecutionException | OutOfMemoryError full) {
      // No thread is free, or the system gives no more: the call is offered again.
    } finally {
      if (!taken) {
        limit.times().endCut();
      }
    }
    return taken;
  }

  private void ended(Times times) {
    times.endCut();
    if (holdsBack) {
      holdsBack = false;
      LockSupport.unpark(watchdog);
    }
  }

  void end() {
    statements.shutdown();
    others.shutdown();
  }

  private final class Task implements Runnable {
    private final Watch watch;
    private final long state;
    private final Times times;

    Task(Watch watch, long state, Times times) {
      this.watch = watch;
      this.state = state;
      this.times = times;
    }

    @Override
    public void run() {
      try {
        watch.cut(state);
      } finally {
        ended(times);
      }
    }
  }

  private static final class Factory implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "retrofuse-cut");
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    }
  }
}
