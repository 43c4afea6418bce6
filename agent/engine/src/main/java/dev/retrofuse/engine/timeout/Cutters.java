package dev.retrofuse.engine.timeout;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that cut calls; none while there is nothing to cut. Several, because cancelling a
 * statement connects to its database, which may be what is out of order.
 */
final class Cutters implements WatchTable.Sink {
  private static final int THREADS = 4;
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<Runnable>(WatchTable.SLOTS),
          new Factory());

  Cutters() {
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public boolean take(Watch watch) {
    try {
      threads.execute(new Task(watch));
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  void end() {
    threads.getQueue().clear();
    threads.shutdown();
  }

  private static final class Task implements Runnable {
    private final Watch watch;

    Task(Watch watch) {
      this.watch = watch;
    }

    @Override
    public void run() {
      watch.cut();
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
