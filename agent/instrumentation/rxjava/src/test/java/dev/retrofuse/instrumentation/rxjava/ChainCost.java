package dev.retrofuse.instrumentation.rxjava;

import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.instrumentation.forkjoin.ForkJoinInstrumentation;
import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a chain of ten operators costs; its figures are in RATIONALE.md. */
class ChainCost {
  private static final int ROUNDS = 6;
  private static final int ITEMS = 400_000;
  private static final int SUBSCRIPTIONS = 30_000;

  // Of the thread alone: other work of the machine does not count.
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static volatile long sink;

  @Test
  void figures() {
    BootWaist.install();
    print("not woven", 0);
    TestWeaving woven =
        TestWeaving.of(
            new ExecutorsInstrumentation(),
            new ForkJoinInstrumentation(),
            new RxJavaInstrumentation());
    try (TestAgent agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", woven)) {
      print("no context", 0);
      print("context", 7);
      print("no context, after one", 0);
      agent.rules("rules: []");
      print("off", 0);
    }
    woven.close();
  }

  private static void print(String variant, int number) {
    double own = best(number, true, ChainCost::items, ITEMS);
    double other = best(number, false, ChainCost::items, ITEMS);
    double subscription = best(number, true, ChainCost::subscriptions, SUBSCRIPTIONS);
    String line = "%-22s item %.1f ns, from another thread %.1f ns, subscription %.0f ns%n";
    System.out.printf(Locale.ROOT, line, variant, own, other, subscription);
  }

  private interface Work {
    long nanos(int number, boolean inside);
  }

  private static double best(int number, boolean inside, Work work, int times) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.min(best, work.nanos(number, inside));
    }
    return (double) best / times;
  }

  /** Items through a chain that is subscribed to, emitted inside of its request or not. */
  private static long items(int number, boolean inside) {
    List<FlowableEmitter<Integer>> sinks = new ArrayList<>();
    ServedRequest request = number == 0 ? null : ServedRequest.begin(number);
    ten(Flowable.create(sinks::add, BackpressureStrategy.MISSING)).subscribe(v -> sink = v);
    if (request != null && !inside) {
      request.close();
    }
    FlowableEmitter<Integer> source = sinks.get(0);
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < ITEMS; i++) {
      source.onNext(i);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    if (request != null && inside) {
      request.close();
    }
    return nanos;
  }

  /** Subscriptions with an item each, as a web application makes them. */
  private static long subscriptions(int number, boolean inside) {
    ServedRequest request = number == 0 ? null : ServedRequest.begin(number);
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < SUBSCRIPTIONS; i++) {
      int item = i;
      ten(Flowable.fromCallable(() -> item)).subscribe(v -> sink = v);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    if (request != null) {
      request.close();
    }
    return nanos;
  }

  private static Flowable<Integer> ten(Flowable<Integer> source) {
    return source
        .map(v -> v + 1)
        .filter(v -> v >= 0)
        .doOnNext(v -> sink = v)
        .map(v -> v + 2)
        .takeWhile(v -> v >= 0)
        .flatMap(v -> Flowable.just(v))
        .map(v -> v + 3)
        .filter(v -> v >= 0)
        .switchIfEmpty(Flowable.just(1))
        .onErrorResumeNext(e -> Flowable.just(1));
  }
}
