package dev.retrofuse.testapps.legacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls a URL from every kind of thread that a request can have its work done in. */
final class Hops {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(1);
  private static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(1);
  private static final ForkJoinPool FORKS = new ForkJoinPool(1);

  private Hops() {}

  /** Calls {@code URL/KIND} for each kind, and gives what came of each. */
  static String run(String url) throws Exception {
    Map<String, Future<String>> all = new LinkedHashMap<>();
    all.put("submitted", POOL.submit(() -> Http.get(url + "/submitted")));
    CompletableFuture<String> executed = new CompletableFuture<>();
    POOL.execute(() -> executed.complete(text(url + "/executed")));
    all.put("executed", executed);
    all.put(
        "scheduled", LATER.schedule(() -> Http.get(url + "/scheduled"), 1, TimeUnit.MILLISECONDS));
    all.put("forked", FORKS.submit(new Forks(url + "/forked")));
    all.put(
        "completed",
        CompletableFuture.supplyAsync(() -> url).thenApplyAsync(to -> text(to + "/completed")));
    CompletableFuture<String> started = new CompletableFuture<>();
    new Thread(() -> started.complete(text(url + "/started"))).start();
    all.put("started", started);
    all.put("timed", timed(url + "/timed"));
    if (!System.getProperty("java.specification.version").matches("1\\..*|[0-9]|1.|20")) {
      all.put("virtual", virtual().submit(() -> Http.get(url + "/virtual")));
    }
    return texts(all);
  }

  private static String texts(Map<String, Future<String>> all) throws Exception {
    StringBuilder texts = new StringBuilder();
    for (Map.Entry<String, Future<String>> each : all.entrySet()) {
      texts.append(each.getKey()).append(' ').append(each.getValue().get()).append('\n');
    }
    return texts.toString();
  }

  private static String text(String url) {
    try {
      return Http.get(url);
    } catch (Exception e) {
      return Failure.text(e);
    }
  }

  private static Future<String> timed(String url) {
    CompletableFuture<String> call = new CompletableFuture<>();
    new Timer(true)
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                call.complete(text(url));
              }
            },
            1);
    return call;
  }

  private static ExecutorService virtual() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  /** Does nothing but to have it done. */
  private static final class Forks extends RecursiveTask<String> {
    private static final long serialVersionUID = 1L;

    private final String url;

    Forks(String url) {
      this.url = url;
    }

    @Override
    protected String compute() {
      return new RecursiveTask<String>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected String compute() {
          return text(url);
        }
      }.fork().join();
    }
  }
}
