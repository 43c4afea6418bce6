package dev.retrofuse.benchmarks.engine;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * One iteration of a benchmark.
 *
 * @param wall nanoseconds of a thread per operation
 * @param cpu nanoseconds of the process's CPU time per operation
 * @param bytes allocated per operation
 * @param cores how many the process had, on average
 */
record Sample(double wall, double cpu, double bytes, double cores) {
  private static final double TWO_CORES = 1.6;

  static Sample of(IterationResult iteration, int threads) {
    double wall = iteration.getPrimaryResult().getScore();
    Map<String, ? extends Result<?>> others = results(iteration);
    double cpu = others.get(CpuProfiler.NAME).getScore();
    double bytes = others.get("gc.alloc.rate.norm").getScore();
    return new Sample(wall, cpu, bytes, cpu * threads / wall);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ? extends Result<?>> results(IterationResult iteration) {
    return (Map<String, ? extends Result<?>>) (Map<String, ?>) iteration.getSecondaryResults();
  }

  static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] values = samples.stream().mapToDouble(figure).sorted().toArray();
    return values[values.length / 2];
  }

  boolean onTwoCores() {
    return cores >= TWO_CORES;
  }

  /** Those whose threads did run at once, or all when there are none. */
  static List<Sample> onTwoCores(List<Sample> samples) {
    List<Sample> some = samples.stream().filter(Sample::onTwoCores).toList();
    return some.isEmpty() ? samples : some;
  }
}
