package com.example.mesh;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The JDK's ways from thread to thread, over pools that stay for all requests. */
final class SoakHops {
  private static final int THREADS = 4;

  private final ExecutorService fixed = Executors.newFixedThreadPool(THREADS);
  private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(THREADS);
  private final ForkJoinPool forkJoin = new ForkJoinPool(THREADS);
  private final Timer timer = new Timer("timer", true);

  /** By their names; each runs the task once, on another thread. */
  final Map<String, Consumer<Runnable>> ways = new LinkedHashMap<>();

  @SuppressWarnings("FutureReturnValueIgnored") // each task tells that it ran
  SoakHops() {
    ways.put("execute", fixed::execute);
    ways.put("submit", task -> fixed.submit(task));
    ways.put("nested", task -> forkJoin.execute(() -> fixed.execute(task)));
    ways.put("schedule", task -> scheduled.schedule(task, 1, TimeUnit.MILLISECONDS));
    ways.put("fork-join", forkJoin::execute);
    ways.put("fork-join-submit", task -> forkJoin.submit(task));
    ways.put("future", task -> future(task));
    ways.put("timer", task -> timer.schedule(timed(task), 1));
    ways.put("thread", task -> new Thread(new FutureTask<>(task, null)).start());
    ways.put("virtual-thread", virtual());
  }

  private CompletableFuture<Void> future(Runnable task) {
    return CompletableFuture.supplyAsync(() -> 1, forkJoin)
        .thenApplyAsync(one -> one + 1)
        .thenAcceptAsync(two -> task.run(), fixed);
  }

  private static TimerTask timed(Runnable task) {
    return new TimerTask() {
      @Override
      public void run() {
        task.run();
      }
    };
  }

  /** Of Java 21 and later; another thread before. */
  private static Consumer<Runnable> virtual() {
    try {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      return task -> start(start, task);
    } catch (NoSuchMethodException e) {
      return task -> new Thread(task).start();
    }
  }

  private static void start(Method start, Runnable task) {
    try {
      start.invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What every thread of the pools has while it has nothing to do. */
  List<String> seenAtIdle() throws Exception {
    List<String> seen = new ArrayList<>();
    for (ExecutorService pool : new ExecutorService[] {fixed, scheduled, forkJoin}) {
      CyclicBarrier all = new CyclicBarrier(THREADS);
      List<Future<String>> probes = new ArrayList<>();
      Callable<String> probe =
          () -> {
            all.await(); // one on each thread
            return Seen.now();
          };
      for (int i = 0; i < THREADS; i++) {
        probes.add(pool.submit(probe));
      }
      for (Future<String> each : probes) {
        seen.add(each.get());
      }
    }
    CompletableFuture<String> ofTimer = new CompletableFuture<>();
    timer.schedule(timed(() -> ofTimer.complete(Seen.now())), 0);
    seen.add(ofTimer.get());
    return seen;
  }
}
