package dev.retrofuse.instrumentation.reactor;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Many pipelines, each of a request of its own, leave nothing behind. */
class LeakTest {
  private static final int REQUESTS = 400;
  private static final int PIPELINES = 50;
  private static final long MOST_BYTES = 8_000_000;

  private final Scheduler two = Schedulers.newParallel("two", 2);
  private final AtomicInteger right = new AtomicInteger();

  @Test
  void manyPipelines() throws Exception {
    try (TestAgent agent =
        TestAgent.attach(
            "rules: []\ntrace: { mode: pass }\n",
            new ExecutorsInstrumentation(),
            new ReactorInstrumentation())) {
      requests(1, 20);
      long before = used();
      requests(1, REQUESTS);
      assertTrue(used() - before < MOST_BYTES, () -> used() - before + " bytes more");
      assertEquals((20 + REQUESTS) * PIPELINES * 5, right.get());
      // Each worker is a thread of its own, in turn.
      for (int worker = 0; worker < 4; worker++) {
        assertEquals(0, Mono.fromCallable(() -> seen()).subscribeOn(two).block());
      }
      assertEquals(List.of(), agent.faults());
    } finally {
      two.dispose();
    }
  }

  private void requests(int from, int count) throws InterruptedException {
    for (int number = from; number < from + count; number++) {
      int expected = number;
      CountDownLatch all = new CountDownLatch(PIPELINES);
      try (ServedRequest request = ServedRequest.begin(number)) {
        for (int i = 0; i < PIPELINES; i++) {
          pipeline(expected).doOnTerminate(() -> count(expected)).subscribe(v -> all.countDown());
        }
      }
      all.await();
    }
  }

  private Mono<Long> pipeline(int expected) {
    return Flux.range(1, 2)
        .publishOn(two)
        .map(v -> count(expected))
        .flatMap(v -> Mono.delay(Duration.ofMillis(1), two))
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
