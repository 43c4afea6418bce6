package dev.retrofuse.waist;

/**
 * Until when the caller of this thread's request waits. Static methods are for woven code; the
 * agent installs its subclass in {@link #hook}.
 */
public abstract class RetrofuseDeadline {
  /** Null while off, detached, or where no rule file asks for it. */
  public static volatile RetrofuseDeadline hook;

  /** The header that says so in outbound calls; null for none. */
  public static String header() {
    RetrofuseDeadline deadline = hook;
    return deadline == null || RetrofuseThread.current().deadline() == 0
        ? null
        : deadline.outbound();
  }

  /**
   * Adds that header to those that are written.
   *
   * @param written may be null
   */
  static RetrofuseContext with(RetrofuseContext written, String header) {
    RetrofuseDeadline deadline = hook;
    long until = RetrofuseThread.current().deadline();
    if (deadline == null || until == 0) {
      return written;
    }
    return (written == null ? RetrofuseContext.NONE : written).and(header, deadline.left(until));
  }

  /** Null for none. */
  protected abstract String outbound();

  /** What is left, as {@link #outbound} says it. */
  protected abstract String left(long until);
}
