package dev.retrofuse.instrumentation.executors;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks stay what the application made them: in queues, in hooks of the pool, and as futures. */
class TasksStayTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private TestAgent agent;

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ExecutorsInstrumentation());
  }

  @AfterEach
  void detach() {
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  /** One thread, which waits until the gate opens. */
  private ThreadPoolExecutor held(BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, queue);
    pool.execute(
        () -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return pool;
  }

  private String told() throws InterruptedException {
    return told.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void prioritiesHold() throws Exception {
    ThreadPoolExecutor pool = held(new PriorityBlockingQueue<>());
    for (int priority : new int[] {3, 1, 2}) {
      try (ServedRequest request = ServedRequest.begin(priority)) {
        pool.execute(new Ranked(priority));
      }
    }
    gate.countDown();
    assertEquals(List.of("1 of 1", "2 of 2", "3 of 3"), List.of(told(), told(), told()));
    pool.shutdown();
  }

  @Test
  void identityInQueuesAndHooks() throws Exception {
    BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    List<Runnable> hooked = Collections.synchronizedList(new java.util.ArrayList<>());
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, queue) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            hooked.add(task);
            told.add("before " + seen());
          }

          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            hooked.add(task);
            told.add("after " + seen());
          }
        };
    Runnable task = new Ranked(7);
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(task);
    }
    assertEquals(List.of("before 7", "7 of 7", "after 7"), List.of(told(), told(), told()));
    assertSame(task, hooked.get(0));
    assertSame(task, hooked.get(1));
    pool.shutdown();
  }

  @Test
  void removedAndNeverRun() throws Exception {
    ThreadPoolExecutor pool = held(new LinkedBlockingQueue<>());
    Runnable task = new Ranked(7);
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(task);
    }
    assertSame(task, pool.getQueue().peek());
    assertTrue(pool.getQueue().contains(new Ranked(7)));
    assertTrue(pool.remove(task));
    assertFalse(pool.remove(task));
    pool.execute(task);
    gate.countDown();
    assertEquals("7 of 0", told());
    pool.shutdown();
  }

  @Test
  void cancelledAndShown() throws Exception {
    ThreadPoolExecutor pool = held(new LinkedBlockingQueue<>());
    Runnable task = new Ranked(7);
    Future<?> future;
    try (ServedRequest request = ServedRequest.begin(7)) {
      future = pool.submit(task);
    }
    assertSame(FutureTask.class, future.getClass());
    assertSame(future, pool.getQueue().peek());
    assertEquals(shown(new FutureTask<>(task, null)), shown(future));
    assertTrue(future.cancel(true));
    assertTrue(future.isCancelled());
    Assertions.assertThrows(CancellationException.class, future::get);
    assertEquals("[Cancelled]", shown(future));
    pool.purge();
    assertTrue(pool.getQueue().isEmpty());
    gate.countDown();
    pool.shutdown();
  }

  private static String shown(Object future) {
    String shown = future.toString();
    return shown.substring(shown.indexOf('[')).replaceAll("@[0-9a-f]+", "");
  }

  @Test
  void whatIsLeftAtShutdownIsTheApplications() {
    ThreadPoolExecutor pool = held(new LinkedBlockingQueue<>());
    Runnable task = new Ranked(7);
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(task);
    }
    assertSame(task, pool.shutdownNow().get(0));
  }

  @Test
  void resultsOfAllKinds() throws Exception {
    try (ServedRequest request = ServedRequest.begin(7)) {
      FutureTask<String> nothing = new FutureTask<>(() -> null);
      nothing.run();
      assertEquals(null, nothing.get());
      FutureTask<String> fails =
          new FutureTask<>(
              () -> {
                throw new IllegalStateException("thrown by a task");
              });
      fails.run();
      Exception thrown =
          Assertions.assertThrows(java.util.concurrent.ExecutionException.class, () -> fails.get());
      assertEquals("thrown by a task", thrown.getCause().getMessage());
    }
  }

  /** A task with an order and an equality of its own. */
  private final class Ranked implements Runnable, Comparable<Ranked> {
    private final int rank;

    Ranked(int rank) {
      this.rank = rank;
    }

    @Override
    public void run() {
      told.add(rank + " of " + seen());
    }

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(rank, other.rank);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ranked && ((Ranked) other).rank == rank;
    }

    @Override
    public int hashCode() {
      return rank;
    }

    @Override
    public String toString() {
      return "rank " + rank;
    }
  }
}
