package dev.retrofuse.instrumentation.rxjava;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many chains, each of a request of its own, leave nothing behind. */
class LeakTest {
  private static final int REQUESTS = 400;
  private static final int CHAINS = 50;
  private static final long MOST_BYTES = 8_000_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Scheduler two = Schedulers.from(pool);
  private final AtomicInteger right = new AtomicInteger();

  @Test
  void manyChains() throws Exception {
    try (TestAgent agent =
        TestAgent.attach(
            "rules: []\ntrace: { mode: pass }\n",
            new ExecutorsInstrumentation(),
            new RxJavaInstrumentation())) {
      requests(1, 20);
      long before = used();
      requests(1, REQUESTS);
      assertTrue(used() - before < MOST_BYTES, () -> used() - before + " bytes more");
      assertEquals((20 + REQUESTS) * CHAINS * 5, right.get());
      // Each worker is a thread of its own, in turn.
      for (int worker = 0; worker < 4; worker++) {
        assertEquals(0, Single.fromCallable(() -> seen()).subscribeOn(two).blockingGet());
      }
      assertEquals(List.of(), agent.faults());
    } finally {
      pool.shutdown();
    }
  }

  private void requests(int from, int count) throws InterruptedException {
    for (int number = from; number < from + count; number++) {
      int expected = number;
      CountDownLatch all = new CountDownLatch(CHAINS);
      try (ServedRequest request = ServedRequest.begin(number)) {
        for (int i = 0; i < CHAINS; i++) {
          chain(expected).doOnSuccess(v -> count(expected)).subscribe(v -> all.countDown());
        }
      }
      all.await();
    }
  }

  private Single<Long> chain(int expected) {
    return Flowable.range(1, 2)
        .observeOn(two)
        .map(v -> count(expected))
        .flatMap(v -> Flowable.timer(1, TimeUnit.MILLISECONDS, two))
        .doOnNext(v -> count(expected))
        .count();
  }

  private int count(int expected) {
    return right.addAndGet(seen() == expected ? 1 : 0);
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
