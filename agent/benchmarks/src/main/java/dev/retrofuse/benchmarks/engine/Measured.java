package dev.retrofuse.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks, each in a JVM of its own, and keeps what they gave. */
final class Measured {
  private static final int WARM_UPS = 2;
  // Sentinel and Hystrix are a lot of code; with the stored clock it is compiled twice.
  private static final int LONG_WARM_UPS = 12;
  private static final int ITERATIONS = 5;
  // The process's CPU time comes in steps of 10 ms: shorter iterations would be all steps.
  private static final TimeValue ITERATION = TimeValue.milliseconds(500);

  private final Map<String, List<Sample>> samples = new TreeMap<>();

  /** Runs one benchmark once more. */
  void run(String name, int threads) {
    System.err.print('.');
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + Pattern.quote(Measured.class.getPackageName() + "." + name) + "$")
        .threads(threads)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(isCompiledLate(name) ? LONG_WARM_UPS : WARM_UPS)
        .warmupTime(ITERATION)
        .measurementIterations(ITERATIONS)
        .measurementTime(ITERATION)
        .addProfiler(CpuProfiler.class)
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .jvmArgs(
            "-XX:+UseParallelGC",
            "-Xms512m",
            "-Xmx512m",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        add(name, threads, result);
      }
    } catch (RunnerException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static boolean isCompiledLate(String name) {
    return name.contains("Ticked") || name.contains("sentinel") || name.contains("hystrix");
  }

  private void add(String name, int threads, RunResult result) {
    List<Sample> known = samples.computeIfAbsent(key(name, threads), key -> new ArrayList<>());
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        known.add(Sample.of(iteration, threads));
      }
    }
  }

  private static String key(String name, int threads) {
    return name + "/" + threads;
  }

  boolean has(String name, int threads) {
    return samples.containsKey(key(name, threads));
  }

  /** The median of a figure over all iterations; with several threads those on several cores. */
  double figure(String name, int threads, ToDoubleFunction<Sample> figure) {
    List<Sample> all = samples.get(key(name, threads));
    return Sample.median(threads == 1 ? all : Sample.onTwoCores(all), figure);
  }

  /** Whether threads ever ran at once: those that take turns do not get into each other's way. */
  boolean showsContention(String name, int threads) {
    return samples.get(key(name, threads)).stream().anyMatch(Sample::onTwoCores);
  }

  double cpu(String name, int threads) {
    return figure(name, threads, Sample::cpu);
  }
}
