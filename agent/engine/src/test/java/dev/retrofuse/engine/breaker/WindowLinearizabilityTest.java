package dev.retrofuse.engine.breaker;

import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the interleaving of two threads, the counts are those of some order of the outcomes, and
 * a thread that is halted anywhere lets the other go on.
 */
class WindowLinearizabilityTest {
  /** 20 with scripts/soak. */
  private static final int SCENARIOS = Integer.getInteger("retrofuse.scenarios", 8);

  @ParameterizedTest
  @ValueSource(
      classes = {
        CallsOfCountWindow.class,
        FailuresOfCountWindow.class,
        GoodCallsOfCountWindow.class,
        BadCallsOfCountWindow.class,
        CallsOfTimeWindow.class,
        FailuresOfTimeWindow.class,
        Leases.class
      })
  void isLinearizable(Class<?> operations) {
    new ModelCheckingOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(15 * SCENARIOS)
        .checkObstructionFreedom(true)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(operations);
  }

  public static class CallsOfCountWindow {
    private final CountWindow window = new CountWindow(3, new LongAdder());

    @Operation
    public void good() {
      window.add(0, false, false);
    }

    @Operation
    public void bad() {
      window.add(0, true, true);
    }

    @Operation
    public long calls() {
      return window.calls(0);
    }
  }

  /** Large enough that no outcome leaves: an outcome has a place before it is there to be read. */
  public static class FailuresOfCountWindow {
    private final CountWindow window = new CountWindow(10, new LongAdder());

    @Operation
    public void good() {
      window.add(0, false, false);
    }

    @Operation
    public void bad() {
      window.add(0, true, true);
    }

    @Operation
    public long failures() {
      return window.failures(0);
    }
  }

  /** Larger than there are calls, so that none that is missing goes unnoticed. */
  public static class GoodCallsOfCountWindow {
    private final CountWindow window = new CountWindow(10, new LongAdder());

    @Operation
    public void good() {
      window.add(0, false, false);
    }

    @Operation
    public long calls() {
      return window.calls(0);
    }
  }

  /** Whose bits are all in one word. */
  public static class BadCallsOfCountWindow {
    private final CountWindow window = new CountWindow(10, new LongAdder());

    @Operation
    public void bad() {
      window.add(0, true, false);
    }

    @Operation
    public long failures() {
      return window.failures(0);
    }
  }

  /** The cell of the time holds the count of a lap before, which the first call starts again. */
  public static class CallsOfTimeWindow {
    private static final long LAP = 32L << 10;
    private final TimeWindow window = new TimeWindow(16L << 10, 0, new LongAdder());

    public CallsOfTimeWindow() {
      window.add(0, false, false);
      window.add(LAP - 1, true, false);
    }

    @Operation
    public void good() {
      window.add(LAP, false, false);
    }

    @Operation
    public long calls() {
      return window.calls(LAP);
    }
  }

  public static class FailuresOfTimeWindow {
    private static final long LAP = 32L << 10;
    private final TimeWindow window = new TimeWindow(16L << 10, 0, new LongAdder());

    public FailuresOfTimeWindow() {
      window.add(0, true, true);
    }

    @Operation
    public void good() {
      window.add(LAP, false, false);
    }

    @Operation
    public void bad() {
      window.add(LAP, true, false);
    }

    @Operation
    public long failures() {
      return window.failures(LAP);
    }
  }

  /**
   * Leases of trial calls: never more than two are out, and no more are given back than are. Whose
   * they are is not told here: that each call ends once, {@code RetrofuseExchange} sees to.
   */
  public static class Leases {
    private final Trials trials = new Trials(0);

    @Operation
    public boolean lease() {
      return trials.lease(2, 0);
    }

    @Operation
    public void giveBack() {
      trials.giveBack();
    }

    @Operation
    public long end() {
      return trials.end(true, false);
    }
  }
}
