package dev.retrofuse.instrumentation.forkjoin;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks of a fork/join pool, and parallel streams. */
class ForkJoinTest {
  private static final int LEAVES = 64;

  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final Runnable tell = () -> told.add(seen());
  private final ForkJoinPool pool = new ForkJoinPool(2);
  private TestAgent agent;

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ForkJoinInstrumentation());
  }

  @AfterEach
  void detach() {
    pool.shutdown();
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  private int told() throws InterruptedException {
    Integer number = told.poll(20, TimeUnit.SECONDS);
    return number == null ? -1 : number;
  }

  /** What every thread of the pool has when nothing was handed over to it. */
  private void assertIdle() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<Future<Integer>> idle = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Callable<Integer> meets =
          () -> {
            both.countDown();
            both.await();
            return seen();
          };
      idle.add(pool.submit(meets));
    }
    for (Future<Integer> each : idle) {
      assertEquals(0, each.get());
    }
  }

  @Test
  void allWaysIntoAPool() throws Exception {
    Callable<Integer> callable = () -> seen();
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(tell);
      assertEquals(7, told());
      pool.submit(tell).get();
      pool.submit(tell, "done").get();
      assertEquals(14, told() + told());
      assertEquals(7, pool.submit(callable).get());
      assertEquals(7, pool.invokeAll(List.of(callable)).get(0).get());
      assertEquals(7, pool.invokeAny(List.of(callable)));
      assertEquals(7, pool.invoke(new One()));
      assertEquals(7, pool.submit(new One()).get());
      One executed = new One();
      pool.execute(executed);
      assertEquals(7, executed.get());
      pool.execute(ForkJoinTask.adapt(tell));
      assertEquals(7, told());
      assertEquals(7, seen());
    }
    assertIdle();
  }

  @Test
  void tasksShowWhatTheyAreMadeOf() {
    Callable<Integer> callable = () -> seen();
    String bare = ForkJoinTask.adapt(callable).toString().replaceFirst(".*\\[Wrapped", "");
    try (ServedRequest request = ServedRequest.begin(7)) {
      String shown = ForkJoinTask.adapt(callable).toString();
      assertTrue(shown.endsWith(bare), shown);
    }
  }

  @Test
  void forkedTasksOfManyRequests() throws Exception {
    List<Numbered> tasks = new ArrayList<>();
    for (int number = 1; number <= 200; number++) {
      try (ServedRequest request = ServedRequest.begin(number)) {
        Numbered task = new Numbered(number, LEAVES);
        pool.submit(task);
        tasks.add(task);
      }
    }
    for (Numbered task : tasks) {
      assertEquals(LEAVES, task.get());
    }
    assertIdle();
  }

  @Test
  void forkedFromOutside() throws Exception {
    One task = new One();
    try (ServedRequest request = ServedRequest.begin(7)) {
      task.fork();
    }
    assertEquals(7, task.get());
    assertEquals(0, new One().fork().get());
  }

  @Test
  void parallelStreams() {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (ServedRequest request = ServedRequest.begin(7)) {
      // The other thread may be late, so until it has taken part.
      for (int i = 0; i < 10_000 && threads.size() < 2; i++) {
        IntStream.range(0, 1000)
            .parallel()
            .forEach(
                number -> {
                  seen.add(seen());
                  threads.add(Thread.currentThread());
                });
      }
    }
    assertTrue(threads.size() > 1);
    assertEquals(Set.of(7), seen);
    seen.clear();
    IntStream.range(0, 1000).parallel().forEach(number -> seen.add(seen()));
    assertEquals(Set.of(0), seen);
  }

  /** Tells what it sees. */
  private static final class One extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    protected Integer compute() {
      return seen();
    }
  }

  /** Counts its leaves that see its number. */
  private static final class Numbered extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final int leaves;

    Numbered(int number, int leaves) {
      this.number = number;
      this.leaves = leaves;
    }

    @Override
    protected Integer compute() {
      if (leaves == 1) {
        Nothing nothing = new Nothing();
        nothing.fork().join();
        return seen() == number && nothing.seen == number ? 1 : 0;
      }
      Numbered left = new Numbered(number, leaves / 2);
      Numbered right = new Numbered(number, leaves / 2);
      ForkJoinTask.invokeAll(left, right);
      return left.join() + right.join();
    }
  }

  /** Remembers what it sees. */
  private static final class Nothing extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private int seen;

    @Override
    protected void compute() {
      seen = seen();
    }
  }
}
