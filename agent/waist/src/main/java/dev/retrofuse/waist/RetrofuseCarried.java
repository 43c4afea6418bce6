package dev.retrofuse.waist;

import java.util.concurrent.TimeUnit;

/**
 * What work takes along from the thread that asks for it: trace context, deadline and headers of
 * the request. One object serves all work of a request, so that what is left behind sees its end.
 */
public final class RetrofuseCarried {
  static final RetrofuseCarried NONE = new RetrofuseCarried(null, 0, null);

  /** How long after the end of its request work may still carry what it took along. */
  private static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(10);

  final RetrofuseContext context;
  final long deadline;
  final RetrofuseContext headers;
  private volatile long ended;

  RetrofuseCarried(RetrofuseContext context, long deadline, RetrofuseContext headers) {
    this.context = context;
    this.deadline = deadline;
    this.headers = headers;
  }

  /** What this thread has for work that it asks for; null when that is nothing, or while off. */
  public static RetrofuseCarried capture() {
    if (isNone()) {
      return null;
    }
    RetrofuseCarried carried = RetrofuseThread.current().carried();
    return carried == NONE ? null : carried;
  }

  /**
   * Gives it to this thread.
   *
   * @param carried may be null
   * @return what to give to {@link #end}; null when nothing changed
   */
  public static RetrofuseCarried begin(RetrofuseCarried carried) {
    if (carried == null || isOff()) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseCarried before = thread.carried();
    thread.carry(carried);
    return before;
  }

  /** The same; nothing changes where this thread has it already, and then nothing is ended. */
  static RetrofuseCarried beginOther(RetrofuseCarried carried) {
    if (carried == null || isOff()) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseCarried before = thread.carried();
    if (before == carried) {
      return null;
    }
    thread.carry(carried);
    return before;
  }

  /** Ends what {@link #begin} began. */
  public static void end(RetrofuseCarried before) {
    if (before != null) {
      RetrofuseThread.current().carry(before);
    }
  }

  /** The same where the request is over by that: what was taken along from it is left behind. */
  public static void endRequest(RetrofuseCarried before) {
    if (before != null) {
      RetrofuseThread thread = RetrofuseThread.current();
      thread.ended();
      RetrofuseSpans.end(thread.context);
      end(before);
    }
  }

  /** This thread has got a request, of which {@link #end} is told; null while off. */
  public static RetrofuseCarried beginRequest() {
    return begin(NONE);
  }

  /** Whether nobody can have anything to take along. */
  static boolean isNone() {
    return !RetrofuseThread.isAny() || isOff();
  }

  static boolean isOff() {
    return RetrofuseTrace.hook == null && RetrofuseRequest.hook == null;
  }

  /** The request is over; at that time. */
  void endedAt(long nanos) {
    if (this != NONE) {
      ended = nanos == 0 ? 1 : nanos;
    }
  }

  /** Itself where it has none. */
  RetrofuseCarried withoutDeadline() {
    if (deadline == 0) {
      return this;
    }
    RetrofuseCarried left = new RetrofuseCarried(context, 0, headers);
    left.ended = ended;
    return left;
  }

  boolean hasEnded() {
    return ended != 0;
  }

  boolean isOutlived() {
    return ended != 0 && System.nanoTime() - ended > GRACE_NANOS;
  }
}
