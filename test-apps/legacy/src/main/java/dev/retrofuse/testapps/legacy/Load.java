package dev.retrofuse.testapps.legacy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Calls the database, and a URL where one is given, from two threads until told to stop. */
final class Load {
  private static final int THREADS = 2;

  private final Database database;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<String> firstFailure = new AtomicReference<String>();
  private final Thread[] threads = new Thread[THREADS];
  private volatile boolean running;

  Load(Database database) {
    this.database = database;
  }

  String start(final String url) {
    calls.set(0);
    firstFailure.set(null);
    running = true;
    for (int i = 0; i < THREADS; i++) {
      threads[i] =
          new Thread("load-" + i) {
            @Override
            public void run() {
              while (running) {
                call(url);
              }
            }
          };
      threads[i].start();
    }
    return "ok";
  }

  private void call(String url) {
    try {
      database.query("SELECT 1");
      if (url.length() > 0) {
        Http.get(url);
      }
      calls.incrementAndGet();
    } catch (Throwable e) {
      firstFailure.compareAndSet(null, Failure.text(e));
    }
  }

  String stop() throws InterruptedException {
    running = false;
    for (int i = 0; i < THREADS; i++) {
      threads[i].join();
    }
    return calls.get() + " calls, first failure: " + firstFailure.get();
  }
}
