package dev.retrofuse.simulator.policy;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Seeds the random numbers of the present thread, which the engine takes its jitter from: a run
 * could not be repeated otherwise. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
public final class ThreadRandom {
  private ThreadRandom() {}

  public static void seed(long seed) {
    // Before its first use in a thread the JDK sets the seed itself.
    ThreadLocalRandom.current();
    try {
      Field field = Thread.class.getDeclaredField("threadLocalRandomSeed");
      field.setAccessible(true);
      field.setLong(Thread.currentThread(), seed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this JDK keeps its thread-local random numbers elsewhere", e);
    }
  }
}
