package dev.retrofuse.benchmarks.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What nobody can be cheaper than on this machine. */
@State(Scope.Benchmark)
public class Floor {
  private final LongAdder adder = new LongAdder();
  private final AtomicLong atomic = new AtomicLong();

  @Benchmark
  public void empty() {}

  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }

  @Benchmark
  public long twoNanoTimes() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }

  @Benchmark
  public void longAdder() {
    adder.increment();
  }

  /** One atomic addition to a field that all threads share: xadd. */
  @Benchmark
  public long getAndAdd() {
    return atomic.getAndIncrement();
  }
}
