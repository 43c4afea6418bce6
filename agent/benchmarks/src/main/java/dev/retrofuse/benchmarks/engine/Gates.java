package dev.retrofuse.benchmarks.engine;

import java.util.List;
import java.util.Locale;

/** What Retrofuse's breaker is to cost at most; measured against the floor of the same run. */
final class Gates {
  private static final double CLOSED_OVER_CLOCK = 1.2;
  private static final double TICKED_OVER_PEER = 0.125;
  private static final double REFUSED_OVER_CLOCK_NANOS = 10;
  private static final double TWO_THREADS_OVER_ONE = 1.5;

  /** What the profiler itself takes comes to less than this per call. */
  private static final double BYTES = 0.5;

  private static final List<String> WITHOUT_GARBAGE =
      List.of(
          "Closed.retrofuseTime",
          "Closed.retrofuseCount",
          "Closed.retrofuseTimeTicked",
          "Closed.retrofuseCountTicked",
          "Closed.retrofuseGuard",
          "Closed.retrofuseGuardLookedOn",
          "Closed.retrofuseGuardTimeOut",
          "Refused.retrofuse");

  private final Measured measured;
  private boolean allHold = true;

  Gates(Measured measured) {
    this.measured = measured;
  }

  /** Whether none falls short; one that could not be shown does not. */
  boolean print() {
    System.out.println();
    double clock = measured.cpu("Floor.nanoTime", 1);
    double clocks = measured.cpu("Floor.twoNanoTimes", 1);
    for (String window : new String[] {"Time", "Count"}) {
      String name = "Closed.retrofuse" + window;
      double one = measured.cpu(name, 1);
      gate(name + ", closed / 2 x nanoTime", one / clocks, CLOSED_OVER_CLOCK);
      twoThreads(name, measured.cpu(name, 2) / one);
      double ticked = measured.cpu(name + "Ticked", 1);
      double peer = measured.cpu("Closed.resilience4jCount", 1);
      gate(name + "Ticked, closed / resilience4j's count window", ticked / peer, TICKED_OVER_PEER);
    }
    double refused = measured.cpu("Refused.retrofuse", 1) - clock;
    gate("Refused.retrofuse, refused - nanoTime, ns", refused, REFUSED_OVER_CLOCK_NANOS);
    for (String name : WITHOUT_GARBAGE) {
      gate(name + ", bytes", measured.figure(name, 1, Sample::bytes), BYTES);
    }
    for (String window : new String[] {"Time", "Count"}) {
      ratios("Closed.retrofuse" + window, "Closed.resilience4j" + window, clocks);
    }
    return allHold;
  }

  private void twoThreads(String name, double ratio) {
    String what = name + ", 2 threads / 1 thread";
    if (measured.showsContention(name, 2)) {
      gate(what, ratio, TWO_THREADS_OVER_ONE);
    } else {
      line(what, ratio, TWO_THREADS_OVER_ONE, "not shown: the threads never had two cores");
    }
  }

  private void gate(String what, double value, double most) {
    allHold &= value <= most;
    line(what, value, most, value <= most ? "holds" : "falls short");
  }

  private static void line(String what, double value, double most, String verdict) {
    System.out.printf(Locale.ROOT, "%-65s %6.3f  gate %6.3f  %s%n", what, value, most, verdict);
  }

  private void ratios(String ours, String theirs, double clocks) {
    System.out.printf(
        Locale.ROOT,
        "%-65s %6.2f, without the clock %.2f%s%n",
        ours + " / " + theirs,
        measured.cpu(ours, 1) / measured.cpu(theirs, 1),
        (measured.cpu(ours, 1) - clocks) / (measured.cpu(theirs, 1) - clocks),
        measured.showsContention(ours, 2) && measured.showsContention(theirs, 2)
            ? String.format(
                Locale.ROOT, ", 2 threads %.2f", measured.cpu(ours, 2) / measured.cpu(theirs, 2))
            : "");
  }
}
