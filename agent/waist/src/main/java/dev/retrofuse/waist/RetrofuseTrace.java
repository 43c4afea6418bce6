package dev.retrofuse.waist;

/**
 * Trace context at the edges of a call. Static methods are for woven code; the agent installs its
 * subclass in {@link #hook}.
 */
public abstract class RetrofuseTrace {
  /** Null while off or detached. */
  public static volatile RetrofuseTrace hook;

  /**
   * Makes an inbound context the thread's own.
   *
   * @param traceparent the header as the library gives it: null, a String, bytes, an Enumeration or
   *     Iterable of these
   * @param tracestate likewise
   * @param baggage likewise
   * @return what to give to {@link #restore}; null when nothing changed
   */
  public static RetrofuseContext begin(Object traceparent, Object tracestate, Object baggage) {
    RetrofuseTrace trace = hook;
    if (trace == null) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseContext before = thread.context;
    RetrofuseContext inbound = trace.extract(traceparent, tracestate, baggage);
    if (inbound == null && before == null) {
      return null;
    }
    thread.context = inbound;
    return before == null ? RetrofuseContext.NONE : before;
  }

  /** Ends what {@link #begin} began. */
  public static void restore(RetrofuseContext before) {
    if (before != null) {
      RetrofuseThread thread = RetrofuseThread.current();
      thread.ended();
      thread.context = before == RetrofuseContext.NONE ? null : before;
    }
  }

  /**
   * Whether an inbound request begins here: tracing is on or a rule asks for headers, and this
   * thread is not inside one yet. When true, {@link #begin} may follow and {@link #leave} must.
   */
  public static boolean enter() {
    if (hook == null && RetrofuseRequest.hook == null) {
      return false;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    if (thread.inside(RetrofuseThread.INBOUND)) {
      return false;
    }
    thread.enter(RetrofuseThread.INBOUND);
    return true;
  }

  /**
   * Ends the request that {@link #enter} began.
   *
   * @param before what {@link #begin} returned; null when it was not reached
   */
  public static void leave(RetrofuseContext before) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.leave(RetrofuseThread.INBOUND);
    thread.ended();
    thread.deadline = 0;
    thread.headers = null;
    restore(before);
  }

  /**
   * Makes the context of one message the thread's own until the next message or {@link
   * #messagesEnd}: for messages that the application takes from an iterator, where no method of the
   * library encloses their processing. The parameters are those of {@link #begin}.
   */
  public static void message(Object traceparent, Object tracestate, Object baggage) {
    RetrofuseTrace trace = hook;
    if (trace == null) {
      return;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseContext inbound = trace.extract(traceparent, tracestate, baggage);
    if (inbound == null && thread.context == null) {
      return;
    }
    // A thread that has since begun other work has left its iteration without an end.
    if (thread.beforeMessages == null || thread.context != thread.message) {
      thread.beforeMessages = thread.context == null ? RetrofuseContext.NONE : thread.context;
    } else {
      thread.ended();
    }
    thread.message = inbound;
    thread.context = inbound;
  }

  /** Ends what {@link #message} began, if anything; what came after it is left alone. */
  public static void messagesEnd() {
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseContext before = thread.beforeMessages;
    if (before == null) {
      return;
    }
    if (thread.context == thread.message) {
      thread.ended();
      thread.context = before == RetrofuseContext.NONE ? null : before;
    }
    thread.beforeMessages = null;
    thread.message = null;
  }

  /** The context to write to an outgoing message, or null. */
  public static RetrofuseContext outbound() {
    return hook == null ? null : RetrofuseThread.current().context();
  }

  /** Reads and validates; null where there is no valid context. Never throws for bad input. */
  protected abstract RetrofuseContext extract(
      Object traceparent, Object tracestate, Object baggage);
}
