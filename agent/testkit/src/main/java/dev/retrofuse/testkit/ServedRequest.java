package dev.retrofuse.testkit;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;

/** A request that this thread serves until it is closed, told apart by its number. */
public final class ServedRequest implements AutoCloseable {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-";

  private final RetrofuseContext before;

  private ServedRequest(RetrofuseContext before) {
    this.before = before;
  }

  /**
   * Begins it.
   *
   * @param number more than 0
   */
  public static ServedRequest begin(int number) {
    RetrofuseTrace.enter();
    String parent = TRACE + String.format("%016x", number) + "-01";
    return new ServedRequest(RetrofuseTrace.begin(parent, null, null));
  }

  /** The number of the request that this thread works for, or 0. */
  public static int seen() {
    RetrofuseContext context = RetrofuseThread.current().context();
    return context == null
        ? 0
        : Integer.parseInt(context.value(0).substring(TRACE.length(), TRACE.length() + 16), 16);
  }

  @Override
  public void close() {
    RetrofuseTrace.leave(before);
  }
}
