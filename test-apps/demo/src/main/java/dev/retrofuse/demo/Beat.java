package dev.retrofuse.demo;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Work that is done at a constant rate, on a thread of its own. A fault is told; the work goes on.
 */
final class Beat implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Runnable work;
  private ScheduledFuture<?> beats;

  Beat(Runnable work) {
    this.work = work;
  }

  void start(double perSecond) {
    long period = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    beats = clock.scheduleAtFixedRate(this::beat, period, period, TimeUnit.NANOSECONDS);
  }

  private void beat() {
    try {
      work.run();
    } catch (RuntimeException e) {
      System.err.println("The demo itself is at fault: " + e);
    }
  }

  /** Ends after the work that is under way. */
  void stop() throws InterruptedException {
    beats.cancel(false);
    clock.shutdown();
    clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
