package dev.retrofuse.packaging;

import java.util.concurrent.TimeUnit;

/** An application that ends once the agent has started; the JVM tells which classes that took. */
public final class Started {
  private static final String STARTER = "retrofuse-start";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Started() {}

  public static void main(String[] arguments) throws InterruptedException {
    long begin = System.nanoTime();
    for (Thread starter = starter(); starter != null; starter = starter()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IllegalStateException("the agent does not come to an end with its start");
      }
      starter.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
    }
  }

  private static Thread starter() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(STARTER)) {
        return thread;
      }
    }
    return null;
  }
}
