package dev.retrofuse.testkit;

import dev.retrofuse.waist.RetrofuseThread;

/** Until when the caller of this thread's work waits. Not to be loaded before the waist is. */
final class Deadline {
  private Deadline() {}

  /**
   * @param nanos of {@link System#nanoTime}; 0 for no deadline
   */
  static void set(long nanos) {
    RetrofuseThread.any(); // as whoever reads it from a request does
    RetrofuseThread.current().deadline = nanos;
  }
}
