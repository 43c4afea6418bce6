package dev.retrofuse.peers.failure;

import com.sun.management.ThreadMXBean;
import dev.retrofuse.peers.Figure;
import java.lang.management.ManagementFactory;

/** What a call allocates on its own thread. */
final class Allocated {
  private static final int TIMES = 5_000;

  private Allocated() {}

  /**
   * On average.
   *
   * @param warmUp so many calls come before, for the compiler, which may take allocations away
   */
  static Figure by(Runnable call, int warmUp) {
    run(call, warmUp);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    run(call, TIMES);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    return Figure.about(Math.rint((double) allocated / TIMES), "bytes");
  }

  private static void run(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
