package dev.retrofuse.instrumentation.executors;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A million hops, each of a request of its own, leave nothing behind. */
class LeakTest {
  private static final int BATCHES = 2000;
  private static final int TASKS = 500;
  private static final long MOST_BYTES = 8_000_000;

  private final AtomicInteger right = new AtomicInteger();

  @Test
  void aMillionHops() throws Exception {
    try (TestAgent agent =
        TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ExecutorsInstrumentation())) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(2, 2, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>());
      hop(pool, 1, 20);
      long before = used();
      hop(pool, 1, BATCHES);
      assertTrue(used() - before < MOST_BYTES, () -> used() - before + " bytes more");
      assertEquals(0, pool.submit(() -> seen()).get());
      assertEquals((BATCHES + 20) * TASKS, right.get());
      assertEquals(List.of(), agent.faults());
      pool.shutdown();
    }
  }

  private void hop(ThreadPoolExecutor pool, int from, int batches) throws InterruptedException {
    for (int number = from; number < from + batches; number++) {
      CountDownLatch all = new CountDownLatch(TASKS);
      int expected = number;
      try (ServedRequest request = ServedRequest.begin(number)) {
        for (int task = 0; task < TASKS; task++) {
          pool.execute(
              () -> {
                right.addAndGet(seen() == expected ? 1 : 0);
                all.countDown();
              });
        }
      }
      all.await();
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
