package dev.retrofuse.engine.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Ten million enters and leaves on two threads, while the settings change: no permit is lost. */
class PermitsUnderLoadTest {
  private static final int EACH = 5_000_000;
  private static final int MAX = 7;

  private final AtomicInteger beyond = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /** A thread's calls; what it took and has not given back stays with it to the end. */
  private interface Caller {
    /** 1 for a permit taken, -1 for one given back, 0 for a refusal. */
    int step(Random random, int held, int i);
  }

  private void onTwoThreads(Caller caller) throws InterruptedException {
    Thread[] threads = new Thread[2];
    for (int t = 0; t < threads.length; t++) {
      Random random = new Random(t);
      threads[t] =
          new Thread(
              () -> {
                int held = 0;
                for (int i = 0; i < EACH; i++) {
                  int change = caller.step(random, held, i);
                  held += change;
                  if (change == 0) {
                    refused.getAndIncrement();
                  }
                }
                while (held > 0) {
                  held += caller.step(random, Integer.MAX_VALUE, held);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static boolean leaves(Random random, int held) {
    return held == Integer.MAX_VALUE || held > 0 && random.nextInt(MAX) < held;
  }

  @Test
  void ofTheBulkhead() throws InterruptedException {
    Bulkhead bulkhead = new Bulkhead(MAX);
    onTwoThreads(
        (random, held, i) -> {
          if (i % 1_000 == 0) {
            bulkhead.limit(1 + random.nextInt(MAX));
          }
          if (leaves(random, held)) {
            bulkhead.leave();
            return -1;
          }
          boolean entered = bulkhead.tryEnter(random.nextBoolean() ? 1 : 0.5);
          beyond.addAndGet(bulkhead.concurrent() > MAX ? 1 : 0);
          return entered ? 1 : 0;
        });

    assertEquals(0, bulkhead.concurrent());
    assertEquals(0, beyond.get());
    assertTrue(refused.get() > 1_000, "refused " + refused);
  }

  @Test
  void ofTheConcurrencyLimit() throws InterruptedException {
    ConcurrencyLimit limit = new ConcurrencyLimit(LimitAlgorithm.AIMD, 4, 1, MAX, 0);
    onTwoThreads(
        (random, held, i) -> {
          if (i % 1_000 == 0) {
            limit.configure(LimitAlgorithm.values()[random.nextInt(2)], 1, 1 + random.nextInt(MAX));
          }
          if (leaves(random, held)) {
            leave(limit, random, i);
            return -1;
          }
          boolean entered = limit.tryEnter(random.nextBoolean() ? 1 : 0.5);
          beyond.addAndGet(limit.inFlight() > MAX ? 1 : 0);
          return entered ? 1 : 0;
        });

    assertEquals(0, limit.inFlight());
    assertEquals(0, beyond.get());
    assertTrue(refused.get() > 1_000, "refused " + refused);
  }

  private static void leave(ConcurrencyLimit limit, Random random, int i) {
    int how = random.nextInt(100);
    if (how < 10) {
      limit.leave();
    } else {
      limit.leave(random.nextInt(1_000_000) - 10, how == 10, i * 10_000L);
    }
  }
}
