package dev.retrofuse.weaving;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Loaded classes that only carry on what others bring in. They wait until a class of another kind
 * is woven: an application that has none need not wake the weaver for them. That class waits for
 * them in turn, so that whatever it brings in is carried.
 */
final class LoadedCarriers {
  private static final long LONGEST_WAIT_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private Retransformation waiting;
  private boolean needed;
  private boolean begun;

  /** They are known, and are woven now or when they are needed. */
  void found(Retransformation carriers, boolean now) {
    synchronized (this) {
      waiting = carriers;
      needed |= now;
      if (!needed) {
        return;
      }
    }
    weave(taken());
  }

  /**
   * A class of another kind is being woven.
   *
   * @param waits whether this thread may wait for them
   */
  void need(boolean waits) throws InterruptedException {
    if (done.getCount() == 0) {
      return;
    }
    weaveElsewhere(taken());
    if (waits) {
      done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** None is woven from now on; returns when none is being woven. */
  void end() {
    synchronized (this) {
      waiting = null;
      if (!begun) {
        done.countDown();
      }
    }
    try {
      done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null where they are not known yet, or somebody else weaves them. */
  private synchronized Retransformation taken() {
    needed = true;
    Retransformation taken = waiting;
    waiting = null;
    begun |= taken != null;
    return taken;
  }

  private void weave(Retransformation carriers) {
    if (carriers == null) {
      return;
    }
    try {
      carriers.run();
    } finally {
      done.countDown();
    }
  }

  // A thread that is inside a transformer gets no class woven by it.
  private void weaveElsewhere(final Retransformation carriers) {
    if (carriers == null) {
      return;
    }
    Thread thread =
        new Thread("retrofuse-carriers") {
          @Override
          public void run() {
            weave(carriers);
          }
        };
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    try {
      thread.start();
    } catch (Throwable none) { // no thread is to be had: work is carried, but not by new threads
      done.countDown();
    }
  }
}
