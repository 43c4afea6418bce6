package dev.retrofuse.peers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits in the machine's time, for libraries that know no other. */
public final class Await {
  private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

  private Await() {}

  /** Waits until something holds. */
  public static void until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LONGEST_NANOS) {
        throw new IllegalStateException("not within 10 s: " + what);
      }
      pause(1);
    }
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for threads to end. */
  public static void ended(Iterable<Thread> threads) {
    for (Thread thread : threads) {
      until(thread + " has ended", () -> !thread.isAlive());
    }
  }
}
