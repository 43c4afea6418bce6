package dev.retrofuse.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says on a terminal that something lasts, once it does, and takes that away when it is over. */
final class Progress {
  private static final long STEP_MILLIS = 1_000;
  private static final String ERASED = "\r\u001b[K";

  private final PrintWriter out;
  private final String what;
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean shown;

  private Progress(PrintWriter out, String what) {
    this.out = out;
    this.what = Printable.of(what);
  }

  /** Does the work; nothing is shown where the error output is no terminal. */
  static <T> T during(Callable<T> work, Console console, String what) throws Exception {
    return during(work, console.err(), what, Terminal.showsErrors() ? STEP_MILLIS : 0);
  }

  /**
   * The same elsewhere.
   *
   * @param stepMillis until it is shown, and from then on shown again; 0 for never
   */
  static <T> T during(Callable<T> work, PrintWriter out, String what, long stepMillis)
      throws Exception {
    Progress progress = new Progress(out, what);
    if (stepMillis > 0) {
      Thread thread = new Thread(() -> progress.show(stepMillis), "progress");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      return work.call();
    } finally {
      progress.end();
    }
  }

  private void show(long stepMillis) {
    long began = System.nanoTime();
    try {
      while (!over.await(stepMillis, TimeUnit.MILLISECONDS)) {
        print((System.nanoTime() - began) / 1_000_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(long seconds) {
    if (over.getCount() > 0) {
      out.print(ERASED + what + " ... " + seconds + " s");
      out.flush();
      shown = true;
    }
  }

  private synchronized void end() {
    over.countDown();
    if (shown) {
      out.print(ERASED);
      out.flush();
    }
  }
}
