package dev.retrofuse.engine.limit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.retrofuse.engine.window.LatencyHistogram;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Nothing is allocated per call. */
class AllocationTest {
  private static final int CALLS = 200_000;
  private static final long STEP = 10_000;

  private static void allocatesNothing(LongConsumer call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.accept((round * CALLS + i) * STEP);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // Less than one object of the smallest size in a hundred calls: what the measuring itself
    // takes.
    assertTrue(least < 16 * CALLS / 100, "bytes: " + least);
  }

  @Test
  void ofTheBulkhead() {
    Bulkhead bulkhead = new Bulkhead(10);
    allocatesNothing(
        now -> {
          if (bulkhead.tryEnter(0.5)) {
            bulkhead.leave();
          }
        });
  }

  @Test
  void ofTheConcurrencyLimit() {
    for (LimitAlgorithm algorithm : LimitAlgorithm.values()) {
      ConcurrencyLimit limit = new ConcurrencyLimit(algorithm, 2, 1, 2, 0);
      allocatesNothing(
          now -> {
            limit.tryEnter(0.5);
            limit.leave(now % 1_000_000, now % 64 == 0, now);
          });
    }
  }

  @Test
  void ofTheRateLimit() {
    RateLimit limit = new RateLimit(1_000, 10, 0);
    allocatesNothing(now -> limit.tryAcquire(0.5, now));
  }

  @Test
  void ofTheWaitingLine() {
    WaitingLine line = new WaitingLine();
    allocatesNothing(
        now -> {
          if (line.tryEnter(now % 3_000, now) && now % 8 != 0) {
            line.served(now % 1_000, now);
          }
        });
  }

  @Test
  void ofTheThrottle() {
    Throttle throttle = new Throttle(100_000_000, 2, 0.9, 10, 0);
    allocatesNothing(
        now -> {
          if (throttle.tryEnter(now % 97 / 97.0, 1, now) && now % 3 == 0) {
            throttle.accepted(now);
          }
        });
  }

  @Test
  void ofTheRetryBudgetTheJitterAndTheHistogram() {
    RetryBudget budget = new RetryBudget(100, 0);
    RetryBudget.Share share = new RetryBudget.Share(0.1, 10);
    FullJitter jitter = new FullJitter(1_000, 1_000_000);
    LatencyHistogram histogram = new LatencyHistogram(100_000_000, 0);
    allocatesNothing(
        now -> {
          budget.success(share);
          budget.tryRetry(share, now);
          histogram.record(jitter.nanos((int) now & 15, 0.5, 10), now);
          if (now % 1_024 == 0) {
            histogram.percentile(50, now);
          }
        });
  }
}
