package dev.retrofuse.engine.limit;

import dev.retrofuse.engine.window.Buckets;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the interleaving of two threads, the answers are those of some order of the same calls,
 * and a thread that is halted anywhere lets the other go on. Settings stay the same: a call that
 * meets an edit may go by the old ones.
 */
class LinearizabilityTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(
      classes = {
        OfBulkhead.class,
        OfRateLimit.class,
        OfRetryBudget.class,
        OfRetryBudgetWithFloor.class,
        OfBuckets.class,
        OfThrottle.class
      })
  void isLinearizable(Class<?> operations) {
    new ModelCheckingOptions()
        .iterations(4)
        .invocationsPerIteration(60)
        .checkObstructionFreedom(true)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(operations);
  }

  /** A refused call that left a trace, if only for a moment, would be found out here. */
  public static class OfBulkhead {
    private final Bulkhead bulkhead = new Bulkhead(2);

    @Operation
    public boolean tryEnter() {
      return bulkhead.tryEnter();
    }

    @Operation
    public boolean tryEnterWithHalf() {
      return bulkhead.tryEnter(0.5);
    }

    @Operation
    public void leave() {
      bulkhead.leave();
    }
  }

  public static class OfRateLimit {
    private final RateLimit limit = new RateLimit(1, 3, 0);

    @Operation
    public boolean tryAcquire() {
      return limit.tryAcquire(0);
    }

    @Operation
    public boolean tryAcquireWithHalf() {
      return limit.tryAcquire(0.5, 0);
    }

    @Operation
    public boolean tryAcquireLater() {
      return limit.tryAcquire(SECOND);
    }

    @Operation
    public long nanosUntilNext() {
      return limit.nanosUntilNext(0);
    }
  }

  public static class OfRetryBudget {
    private final RetryBudget.Share share = new RetryBudget.Share(0.5, 0);
    private final RetryBudget budget = new RetryBudget(2, 0);

    @Operation
    public boolean tryRetry() {
      return budget.tryRetry(share, 0);
    }

    @Operation
    public void success() {
      budget.success(share);
    }

    @Operation
    public double tokens() {
      return budget.tokens();
    }
  }

  public static class OfRetryBudgetWithFloor {
    private final RetryBudget.Share share = new RetryBudget.Share(1, 1);
    private final RetryBudget budget = new RetryBudget(1, 0);

    @Operation
    public boolean tryRetry() {
      return budget.tryRetry(share, 0);
    }

    @Operation
    public boolean tryRetryLater() {
      return budget.tryRetry(share, SECOND);
    }

    @Operation
    public void success() {
      budget.success(share);
    }
  }

  /** The cell of the time holds the count of a lap before, which the first call starts again. */
  public static class OfBuckets {
    private static final long LAP = 32 << 10;
    private final Buckets buckets = new Buckets(16 << 10, 0);

    public OfBuckets() {
      buckets.add(100, 0);
      buckets.add(10, LAP - 1);
    }

    @Operation
    public void add() {
      buckets.add(1, LAP);
    }

    @Operation
    public long sum() {
      return buckets.sum(LAP);
    }
  }

  public static class OfThrottle {
    private final Throttle throttle = new Throttle(SECOND, 2, 0.9, 0, 0);

    @Operation
    public boolean tryEnter() {
      return throttle.tryEnter(0.99, 1, 0);
    }

    @Operation
    public void accepted() {
      throttle.accepted(0);
    }

    @Operation
    public long requests() {
      return throttle.requests(0);
    }

    @Operation
    public long accepts() {
      return throttle.accepts(0);
    }
  }
}
