package dev.retrofuse.demo;

import dev.retrofuse.demo.Screen.Colour;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Looks at the load and at the order service's page of figures, and writes a line, each second. */
final class Monitor implements AutoCloseable {
  private final Load load;
  private final Pages pages;
  private final Services services;
  private final LogTail log;
  private final Screen screen;
  private final LiveLines lines;
  private final Beat beat = new Beat(this::look);
  private final TreeMap<Long, Integer> busyAt = new TreeMap<>();
  private volatile BreakerWatch watch;
  private volatile int busyThreads;
  private volatile int maxThreads;
  private long start;
  private long last;

  Monitor(Load load, Pages pages, Services services, Screen screen) {
    this.load = load;
    this.pages = pages;
    this.services = services;
    this.log = new LogTail(services.ordersLog);
    this.screen = screen;
    this.lines = new LiveLines(screen);
  }

  void start() {
    start = System.nanoTime();
    last = start;
    beat.start(1);
  }

  /** Null while there is no agent to ask. */
  void breaker(BreakerWatch newWatch) {
    watch = newWatch;
  }

  void act() {
    lines.header();
  }

  private void look() {
    Values stats = stats();
    long now = System.nanoTime();
    int busy = stats.number("threads.busy");
    busyThreads = busy;
    maxThreads = stats.number("threads.max");
    synchronized (busyAt) {
      busyAt.put(now - start, busy);
    }
    Figures ended = Figures.of(load.between(last, now), (now - last) / 1e9, busy);
    // A request that still waits counts with its age: when all hang, none ends.
    LongStream times =
        LongStream.concat(
            load.between(last, now).stream().mapToLong(Answer::nanos),
            load.waiting().stream().mapToLong(Long::longValue));
    lines.write(
        TimeUnit.NANOSECONDS.toSeconds(now - start), ended, Figures.sorted(times), stats, state());
    last = now;
    showLog();
  }

  private void showLog() {
    try {
      for (String line : log.next()) {
        screen.line(screen.paint(Colour.YELLOW, "        order service's log: " + line));
      }
    } catch (IOException e) {
      screen.line("The order service's log cannot be read: " + e);
    }
  }

  private Values stats() {
    try {
      return pages.get(services.statsUrl);
    } catch (IOException e) {
      return Values.parse("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Values.parse("");
    }
  }

  private String state() {
    BreakerWatch current = watch;
    return current == null ? BreakerWatch.NONE : current.state();
  }

  /** The figures since a time of the monotonic clock. */
  Figures since(long from) {
    long now = System.nanoTime();
    int busy;
    synchronized (busyAt) {
      Map<Long, Integer> seen = busyAt.tailMap(from - start);
      busy = seen.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
    return Figures.of(load.between(from, now), (now - from) / 1e9, busy);
  }

  /** As seen within the last second. */
  int busyThreads() {
    return busyThreads;
  }

  int maxThreads() {
    return maxThreads;
  }

  void stop() throws InterruptedException {
    beat.stop();
  }

  @Override
  public void close() {
    beat.close();
  }
}
