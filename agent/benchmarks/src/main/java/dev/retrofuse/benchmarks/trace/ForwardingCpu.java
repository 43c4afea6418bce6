package dev.retrofuse.benchmarks.trace;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What {@link Forwarding} measures, as CPU time of the one thread and as the least of many batches:
 * on a machine that others use, what is left of a figure. One mode to a JVM.
 */
public final class ForwardingCpu {
  private static final int BATCHES = 60;
  private static final int BATCH = 20_000;
  private static final int WARM_UP = 2;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Keeps the calls from being left out. */
  static volatile Object sink;

  private ForwardingCpu() {}

  public static void main(String[] arguments) {
    Forwarding forwarding = new Forwarding();
    forwarding.mode = arguments[0];
    forwarding.attach();
    for (int i = 0; i <= WARM_UP; i++) {
      boolean print = i == WARM_UP;
      time(arguments[0] + ", with context", forwarding::withContext, print);
      time(arguments[0] + ", without", forwarding::withoutContext, print);
    }
    forwarding.detach();
  }

  private static void time(String name, Supplier<Object> call, boolean print) {
    double[] nanos = new double[BATCHES];
    long bytes = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      final long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < BATCH; i++) {
        sink = call.get();
      }
      nanos[batch] = (THREADS.getCurrentThreadCpuTime() - start) / (double) BATCH;
      bytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / BATCH;
    }
    Arrays.sort(nanos);
    if (print) {
      System.out.printf(
          "%s: least %.0f ns, median %.0f ns, %d B%n", name, nanos[0], nanos[BATCHES / 2], bytes);
    }
  }
}
