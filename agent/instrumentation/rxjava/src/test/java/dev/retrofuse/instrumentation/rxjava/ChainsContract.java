package dev.retrofuse.instrumentation.rxjava;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.instrumentation.forkjoin.ForkJoinInstrumentation;
import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of chains of either version share: threads that tell them, and what they saw. */
abstract class ChainsContract {
  static final int MOST_SECONDS = 20;

  private static TestWeaving woven;

  /** Stands for an event loop: its thread works for nobody. */
  private final Thread foreign = new Thread(this::loop);

  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
  private final List<Integer> told = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger strange = new AtomicInteger();
  final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  /** A pool of the application's. */
  final ExecutorService pool = Executors.newSingleThreadExecutor();

  private TestAgent agent;

  @BeforeAll
  static void weave() {
    woven =
        TestWeaving.of(
            new ExecutorsInstrumentation(),
            new ForkJoinInstrumentation(),
            new RxJavaInstrumentation());
  }

  @AfterAll
  static void restore() {
    woven.close();
  }

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", woven);
    foreign.setUncaughtExceptionHandler((thread, thrown) -> ended.add(thrown.toString()));
    foreign.start();
  }

  private void loop() {
    try {
      while (true) {
        asked.take().run();
        strange.addAndGet(seen());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void detach() throws Exception {
    foreign.interrupt();
    foreign.join();
    assertEquals(0, strange.get());
    assertEquals(0, pool.submit(() -> seen()).get());
    pool.shutdown();
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  /** As an event loop would run it: not handed over by the thread that asks. */
  final void foreign(Runnable task) {
    asked.add(task);
  }

  final <T> T tell(T value) {
    told.add(seen());
    return value;
  }

  /** What subscribes, and tells {@link #ended} when it has ended. */
  interface Subscribing {
    void run() throws Exception;
  }

  final void inRequest(int number, Subscribing subscribing) throws Exception {
    try (ServedRequest request = ServedRequest.begin(number)) {
      subscribing.run();
    }
    assertEquals(0, seen());
    assertEquals("done", ended.poll(MOST_SECONDS, TimeUnit.SECONDS));
  }

  final void assertTold(int... numbers) {
    List<Integer> expected = new ArrayList<>();
    for (int number : numbers) {
      expected.add(number);
    }
    assertEquals(expected, told);
  }

  /** All that was told is that number, so often. */
  final void assertAllTold(int times, int number) {
    assertEquals(Collections.nCopies(times, number), told);
  }
}
