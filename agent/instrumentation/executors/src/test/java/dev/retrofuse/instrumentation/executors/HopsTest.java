package dev.retrofuse.instrumentation.executors;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request's context goes with the work it asks for, and ends when that ends. */
class HopsTest {
  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final Runnable tell = () -> told.add(seen());
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

  private int told() throws InterruptedException {
    Integer number = told.poll(20, TimeUnit.SECONDS);
    return number == null ? -1 : number;
  }

  /** What the one thread of a pool has when nothing was handed over to it. */
  private int idle(ExecutorService pool) throws Exception {
    return pool.submit(() -> seen()).get();
  }

  @Test
  void allWaysIntoAPool() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Callable<Integer> callable = () -> seen();
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(tell);
      assertEquals(7, told());
      pool.execute(tell);
      assertEquals(7, told());
      assertEquals(7, pool.submit(callable).get());
      pool.submit(tell).get();
      pool.submit(tell, "done").get();
      assertEquals(14, told() + told());
      for (Future<Integer> each : pool.invokeAll(List.of(callable, callable))) {
        assertEquals(7, each.get());
      }
      assertEquals(7, pool.invokeAny(List.of(callable)));
      assertEquals(7, new ExecutorCompletionService<Integer>(pool).submit(callable).get());
    }
    assertEquals(0, idle(pool));
    pool.execute(tell);
    assertEquals(0, told());
    pool.shutdown();
  }

  @Test
  void workersThatStartInARequestKeepNothing() throws Exception {
    ExecutorService pool = Executors.newCachedThreadPool();
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(tell);
    }
    assertEquals(7, told());
    assertEquals(0, idle(pool));
    ThreadFactory wrapping = task -> new Thread(() -> task.run());
    ExecutorService wrapped = Executors.newFixedThreadPool(1, wrapping);
    try (ServedRequest request = ServedRequest.begin(7)) {
      wrapped.execute(tell);
      assertEquals(7, told());
    }
    assertEquals(0, idle(wrapped));
    wrapped.shutdown();
    ThreadPoolExecutor started = new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, queue());
    try (ServedRequest request = ServedRequest.begin(7)) {
      started.prestartAllCoreThreads();
    }
    started.execute(tell);
    assertEquals(0, told());
    started.shutdown();
    pool.shutdown();
  }

  private static BlockingQueue<Runnable> queue() {
    return new LinkedBlockingQueue<>();
  }

  @Test
  void aFailedTaskLeavesNothing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1, new Quiet());
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(
          () -> {
            told.add(seen());
            throw new IllegalStateException("thrown by a task");
          });
    }
    assertEquals(7, told());
    assertEquals(0, idle(pool));
    pool.shutdown();
  }

  @Test
  void oneObjectOfManyRequests() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch gate = new CountDownLatch(1);
    pool.execute(() -> await(gate));
    for (int number = 1; number <= 5; number++) {
      try (ServedRequest request = ServedRequest.begin(number)) {
        pool.execute(tell);
      }
    }
    gate.countDown();
    for (int number = 1; number <= 5; number++) {
      assertEquals(number, told());
    }
    pool.execute(tell);
    assertEquals(0, told());
    pool.shutdown();
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoRunsARefusedTaskHasItsOwn() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.HOURS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    CountDownLatch gate = new CountDownLatch(1);
    pool.execute(() -> await(gate));
    try (ServedRequest request = ServedRequest.begin(7)) {
      pool.execute(tell);
      assertEquals(7, told());
      assertEquals(7, seen());
    }
    gate.countDown();
    ExecutorService other = Executors.newFixedThreadPool(1);
    other.execute(tell);
    assertEquals(0, told());
    other.shutdown();
    pool.shutdown();
  }

  @Test
  void scheduledOnceCarriesAndPeriodicDoesNot() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    ScheduledFuture<?> rate;
    ScheduledFuture<?> delay;
    try (ServedRequest request = ServedRequest.begin(7)) {
      assertEquals(7, pool.schedule(() -> seen(), 1, TimeUnit.MILLISECONDS).get());
      pool.execute(tell);
      assertEquals(7, told());
      rate = pool.scheduleAtFixedRate(tell, 0, 1, TimeUnit.MILLISECONDS);
      assertEquals(0, told() + told() + told());
      rate.cancel(false);
      delay = pool.scheduleWithFixedDelay(tell, 0, 1, TimeUnit.MILLISECONDS);
      assertEquals(0, told() + told() + told());
      delay.cancel(false);
    }
    assertEquals(0, idle(pool));
    pool.shutdown();
  }

  @Test
  void timersCarryWhatRunsOnce() throws Exception {
    Timer timer;
    TimerTask periodic = task();
    try (ServedRequest request = ServedRequest.begin(7)) {
      timer = new Timer(true);
      timer.schedule(task(), 1);
      assertEquals(7, told());
      TimerTask cancelled = task();
      timer.schedule(cancelled, 20);
      cancelled.cancel();
      timer.schedule(periodic, 1, 1);
      assertEquals(0, told() + told());
      periodic.cancel();
    }
    told.clear();
    timer.schedule(task(), 30);
    assertEquals(0, told());
    timer.cancel();
  }

  private TimerTask task() {
    return new TimerTask() {
      @Override
      public void run() {
        told.add(seen());
      }
    };
  }

  @Test
  void threads() throws Exception {
    List<Thread> threads = new ArrayList<>();
    Thread before = new Thread(tell);
    try (ServedRequest request = ServedRequest.begin(7)) {
      threads.add(before);
      threads.add(new Thread(new FutureTask<>(tell, null)));
      threads.add(
          new Thread() {
            @Override
            public void run() {
              told.add(seen());
            }
          });
      threads.forEach(Thread::start);
    }
    assertEquals(7, told());
    assertEquals(7, told());
    assertEquals(7, told());
    new Thread(tell).start();
    assertEquals(0, told());
  }

  @Test
  void requestsNestAndReturn() throws Exception {
    ExecutorService pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, fair());
    FutureTask<Integer> inline = null;
    try (ServedRequest request = ServedRequest.begin(7)) {
      inline = new FutureTask<>(() -> seen());
    }
    try (ServedRequest request = ServedRequest.begin(8)) {
      inline.run();
      assertEquals(7, inline.get());
      assertEquals(8, seen());
      Future<Integer> nested = pool.submit(() -> nested());
      assertEquals(8, nested.get());
    }
    assertEquals(0, idle(pool));
    pool.shutdown();
  }

  // What runs inside of a task asks for work of its own.
  private static int nested() throws Exception {
    FutureTask<Integer> inside = new FutureTask<>(() -> seen());
    inside.run();
    return inside.get() == seen() ? seen() : -1;
  }

  private static BlockingQueue<Runnable> fair() {
    return new ArrayBlockingQueue<>(4, true);
  }

  /** Says nothing of what ends its threads. */
  private static final class Quiet implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task);
      thread.setUncaughtExceptionHandler((ended, why) -> {});
      return thread;
    }
  }
}
