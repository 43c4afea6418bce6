package dev.retrofuse.benchmarks.engine;

import java.util.List;
import java.util.Locale;

/**
 * Prints what a call costs at a closed and at an open breaker, beside the libraries and the floor
 * of this machine, and whether Retrofuse keeps within its gates.
 */
public final class EngineFigures {
  private static final List<String> FLOOR =
      List.of(
          "Floor.empty",
          "Floor.nanoTime",
          "Floor.twoNanoTimes",
          "Floor.longAdder",
          "Floor.getAndAdd");
  private static final List<String> CLOSED =
      List.of(
          "Closed.retrofuseTime",
          "Closed.retrofuseCount",
          "Closed.retrofuseTimeTicked",
          "Closed.retrofuseCountTicked",
          "Closed.retrofuseGuard",
          "Closed.retrofuseGuardLookedOn",
          "Closed.retrofuseGuardTimeOut",
          "Closed.resilience4jCount",
          "Closed.resilience4jCountLockFree",
          "Closed.resilience4jTime",
          "Closed.resilience4jTimeLockFree",
          "Closed.failsafeCount",
          "Closed.failsafeTime",
          "Closed.concurrencyLimits",
          "Closed.sentinel",
          "Closed.hystrix");
  private static final List<String> REFUSED =
      List.of(
          "Refused.retrofuse",
          "Refused.resilience4j",
          "Refused.failsafe",
          "Refused.retrofuseThrown",
          "Refused.resilience4jThrown",
          "Refused.failsafeThrown",
          "Refused.sentinelThrown",
          "Refused.hystrixThrown");
  private static final List<String> GATED =
      List.of(
          "Floor.nanoTime",
          "Floor.twoNanoTimes",
          "Closed.retrofuseTime",
          "Closed.retrofuseCount",
          "Closed.retrofuseTimeTicked",
          "Closed.retrofuseCountTicked",
          "Closed.resilience4jCount",
          "Refused.retrofuse");
  private static final List<String> GATED_AT_TWO_THREADS =
      List.of("Closed.retrofuseTime", "Closed.retrofuseCount");
  private static final int FURTHER_ATTEMPTS = 5;
  private static final List<String> TWO_THREADS =
      List.of(
          "Floor.twoNanoTimes",
          "Floor.longAdder",
          "Floor.getAndAdd",
          "Closed.retrofuseTime",
          "Closed.retrofuseCount",
          "Closed.retrofuseGuard",
          "Closed.resilience4jCount",
          "Closed.resilience4jCountLockFree",
          "Closed.resilience4jTime",
          "Closed.resilience4jTimeLockFree",
          "Closed.failsafeTime",
          "Closed.concurrencyLimits");
  private static final List<String> EIGHT_THREADS =
      List.of(
          "Floor.longAdder",
          "Floor.getAndAdd",
          "Closed.retrofuseTime",
          "Closed.retrofuseCount",
          "Closed.retrofuseGuard",
          "Closed.resilience4jCount",
          "Closed.resilience4jTime",
          "Closed.failsafeTime");

  private final Measured measured = new Measured();

  private EngineFigures() {}

  /**
   * Argument: how often what is gated is run; all else is run once. Exits with 1 when a gate falls
   * short.
   */
  public static void main(String[] args) {
    EngineFigures figures = new EngineFigures();
    figures.run(Integer.parseInt(args[0]));
    figures.table();
    System.exit(new Gates(figures.measured).print() ? 0 : 1);
  }

  private void run(int rounds) {
    run(FLOOR, 1);
    run(CLOSED, 1);
    run(REFUSED, 1);
    run(TWO_THREADS, 2);
    run(EIGHT_THREADS, 8);
    for (int round = 1; round < rounds; round++) { // in turns: a machine's speed changes
      run(GATED, 1);
      run(GATED_AT_TWO_THREADS, 2);
    }
    GATED_AT_TWO_THREADS.forEach(this::untilAtOnce);
    System.err.println();
  }

  /** Two threads that never had a core each have shown nothing: a few more attempts. */
  private void untilAtOnce(String name) {
    for (int i = 0; i < FURTHER_ATTEMPTS && !measured.showsContention(name, 2); i++) {
      measured.run(name, 2);
    }
  }

  private void run(List<String> names, int threads) {
    names.forEach(name -> measured.run(name, threads));
  }

  private void table() {
    System.out.println("ns per call; CPU time is that of the process, JIT and collector included");
    System.out.printf(
        "%-33s %8s %8s %9s %8s %7s %8s %6s %8s%n",
        "", "wall", "CPU", "-clock", "x r4j", "bytes", "2T CPU", "cores", "8T CPU");
    FLOOR.forEach(name -> line(name, "Floor.empty", "Floor.twoNanoTimes"));
    CLOSED.forEach(name -> line(name, "Floor.twoNanoTimes", "Closed.resilience4jCount"));
    REFUSED.forEach(
        name ->
            line(
                name,
                "Floor.nanoTime",
                name.endsWith("Thrown") ? "Refused.resilience4jThrown" : "Refused.resilience4j"));
  }

  private void line(String name, String floor, String peer) {
    double cpu = measured.cpu(name, 1);
    System.out.printf(
        "%-33s %8s %8s %9s %8s %7s %8s %6s %8s%n",
        name,
        figure(measured.figure(name, 1, Sample::wall)),
        figure(cpu),
        figure(cpu - measured.cpu(floor, 1)),
        name.startsWith("Floor.")
            ? ""
            : String.format(Locale.ROOT, "%.2f", cpu / measured.cpu(peer, 1)),
        figure(measured.figure(name, 1, Sample::bytes)),
        measured.has(name, 2) ? figure(measured.cpu(name, 2)) : "",
        measured.has(name, 2) ? figure(measured.figure(name, 2, Sample::cores)) : "",
        measured.has(name, 8) ? figure(measured.cpu(name, 8)) : "");
  }

  static String figure(double value) {
    return String.format(Locale.ROOT, value >= 1_000 ? "%,.0f" : "%.1f", value);
  }
}
