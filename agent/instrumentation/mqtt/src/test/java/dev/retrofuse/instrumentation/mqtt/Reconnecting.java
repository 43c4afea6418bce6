package dev.retrofuse.instrumentation.mqtt;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Connects a client again that has lost its connection: the library's own way waits a second. */
final class Reconnecting {
  private final Thread thread;
  private volatile boolean closed;

  interface Step {
    void run() throws Exception;
  }

  Reconnecting(BooleanSupplier connected, Step connect) {
    thread = new Thread(() -> run(connected, connect), "reconnecting");
    thread.start();
  }

  private void run(BooleanSupplier connected, Step connect) {
    while (!closed) {
      LockSupport.parkNanos(50_000_000);
      try {
        if (!closed && !connected.getAsBoolean()) {
          connect.run();
        }
      } catch (Exception notYet) {
        // Tried again.
      }
    }
  }

  void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
