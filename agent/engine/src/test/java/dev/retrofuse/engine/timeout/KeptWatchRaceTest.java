package dev.retrofuse.engine.timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.TimeOut;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that end about when they are due, one after the other, by watches that are used again. */
class KeptWatchRaceTest {
  private static final long LIMIT = 50_000;
  private static final int THREADS = 4;
  private static final int CALLS = 10_000;
  private static final int ONE_IN = 4;
  private static final int ONE_IN_IS_CUT = 64;

  private final KeptWatches kept = new KeptWatches();
  private final Cutters cutters = new Cutters(Thread.currentThread());
  private final List<Times> times = new ArrayList<>();
  private final List<TimeLimit> limits = new ArrayList<>();
  private final LongAdder cut = new LongAdder();
  private final LongAdder again = new LongAdder();
  private final LongAdder early = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder unlike = new LongAdder();
  private volatile boolean over;

  @AfterEach
  void end() {
    cutters.end();
  }

  @Test
  void noCallIsCutForAnother() throws InterruptedException {
    limit();
    limit();
    Thread watchdog = new Thread(this::watch);
    watchdog.start();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      threads.add(new Thread(() -> calls(random)));
      threads.get(i).start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    over = true;
    watchdog.join();
    assertEquals(0, early.sum(), "cut before their time");
    assertEquals(0, late.sum(), "cut after their end");
    assertEquals(0, unlike.sum(), "threw what they should not, or were cut twice");
    assertTrue(cut.sum() > THREADS * CALLS / ONE_IN_IS_CUT / 2, "cut: " + cut);
    assertTrue(again.sum() > CALLS, "of watches used before: " + again);
    assertEquals(cut.sum(), times.get(0).cut() + times.get(1).cut());
    assertEquals(0, kept.size());
    for (Times each : times) {
      while (!each.beginCut(1)) { // what was taken in vain is given back
        Thread.onSpinWait();
      }
    }
  }

  private void limit() {
    Times own = new Times(System.nanoTime());
    times.add(own);
    limits.add(
        new TimeLimit(
            new TimeOut(LIMIT, 0, 0),
            Kind.HTTP,
            own,
            Ticker.system(),
            new Watchdog(Ticker.system()),
            false,
            "A: "));
  }

  private void watch() {
    while (!over) {
      kept.expire(System.nanoTime(), cutters);
    }
  }

  private void calls(Random random) {
    Watch before = null;
    for (int i = 0; i < CALLS; i++) {
      Watch watch = kept.claim();
      again.add(watch == before ? 1 : 0);
      before = watch;
      Call outer = new Call(watch, random);
      if (random.nextInt(ONE_IN) == 0) {
        new Call(kept.claim(), random).last(random);
      }
      outer.last(random);
    }
  }

  /** Knows when it may be cut. */
  private final class Call extends CompletableFuture<String> {
    private final Watch watch;
    private final long start = System.nanoTime();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean ended;

    Call(Watch watch, Random random) {
      this.watch = watch;
      TimeLimit limit = limits.get(random.nextInt(limits.size()));
      watch.begin(limit, this, true, start, LIMIT);
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
      early.add(System.nanoTime() - start < LIMIT ? 1 : 0);
      late.add(ended ? 1 : 0);
      cuts.incrementAndGet();
      return super.completeExceptionally(thrown);
    }

    /** For a moment, until about when it is due, or until it is cut. */
    void last(Random random) {
      boolean isDue = random.nextInt(ONE_IN) == 0;
      long nanos = isDue ? LIMIT + random.nextInt((int) LIMIT) : random.nextInt(5_000);
      boolean isCut = random.nextInt(ONE_IN_IS_CUT) == 0;
      while (isCut ? watch.isUnderWay() : System.nanoTime() - start < nanos) {
        Thread.onSpinWait();
      }
      Throwable thrown = watch.end(new IOException("x"));
      ended = true;
      boolean timedOut = thrown instanceof SocketTimeoutException;
      cut.add(timedOut ? 1 : 0);
      unlike.add(cuts.get() == (timedOut ? 1 : 0) ? 0 : 1);
    }
  }
}
