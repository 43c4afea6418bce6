package dev.retrofuse.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What a hop to other work costs in requests with trace context and without, in turn. To be run
 * with the agent, or without it for what the JDK takes; a second argument leaves out the context.
 */
public final class Hops {
  private static final int BATCH = 500;
  private static final int BATCHES = 40;
  private static final int DEPTH = 13;
  private static final int FORKS = (1 << DEPTH) - 1;
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static volatile Object sink;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>());
  private final ForkJoinPool forks = new ForkJoinPool(1);
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  private Hops() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 150;
    Hops hops = new Hops();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", hops::round);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    for (int i = 0; i < 2 * rounds; i++) {
      HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
      if (i % 2 == 0 && arguments.length < 2) {
        connection.setRequestProperty("traceparent", PARENT);
      }
      connection.getResponseCode();
    }
    hops.figures.forEach((name, nanos) -> System.out.printf("%s %.0f ns%n", name, median(nanos)));
    System.exit(0);
  }

  // The first third warms up.
  private static double median(List<Double> nanos) {
    List<Double> warm = new ArrayList<>(nanos.subList(nanos.size() / 3, nanos.size()));
    warm.sort(null);
    return warm.get(warm.size() / 2);
  }

  private void round(HttpExchange exchange) throws IOException {
    String which = exchange.getRequestHeaders().containsKey("traceparent") ? "with" : "without";
    try {
      time("future, " + which, BATCH * BATCHES, this::futures);
      time("bare Runnable, " + which, BATCH * BATCHES, () -> pooled(false));
      time("submitted, " + which, BATCH * BATCHES, () -> pooled(true));
      time("fork and join, " + which, FORKS, () -> sink = forks.invoke(new Tree(DEPTH)));
      time("function, " + which, BATCH * BATCHES, this::functions);
      exchange.sendResponseHeaders(200, -1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      exchange.close();
    }
  }

  private void time(String name, int hops, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    double nanos = (System.nanoTime() - start) / (double) hops;
    figures.computeIfAbsent(name, each -> new ArrayList<>()).add(nanos);
  }

  private void futures() {
    for (int i = 0; i < BATCH * BATCHES; i++) {
      FutureTask<Integer> future = new FutureTask<>(() -> 1);
      future.run();
      sink = future;
    }
  }

  private void functions() {
    for (int i = 0; i < BATCH * BATCHES; i++) {
      CompletableFuture<Integer> future = new CompletableFuture<>();
      sink = future.thenApply(value -> value + 1);
      future.complete(1);
    }
  }

  // The pool's thread waits until a batch is there, so that no wake-up is measured.
  private void pooled(boolean submitted) throws InterruptedException {
    for (int batch = 0; batch < BATCHES; batch++) {
      CountDownLatch begin = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      sink =
          pool.submit(
              () -> {
                begin.await();
                return null;
              });
      for (int i = 0; i < BATCH; i++) {
        int number = i;
        if (submitted) {
          sink = pool.submit(() -> number);
        } else {
          pool.execute(() -> sink = number);
        }
      }
      pool.execute(end::countDown);
      begin.countDown();
      end.await();
    }
  }

  /** What is timed. */
  private interface Work {
    void run() throws Exception;
  }

  /** Forks one half and computes the other. */
  private static final class Tree extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;

    private final int depth;

    Tree(int depth) {
      this.depth = depth;
    }

    @Override
    protected Integer compute() {
      if (depth == 0) {
        return 1;
      }
      Tree left = new Tree(depth - 1);
      left.fork();
      return new Tree(depth - 1).compute() + left.join();
    }
  }
}
