package dev.retrofuse.waist;

/**
 * Trace context at the edges of a call. Static methods are for woven code; the agent installs its
 * subclass in {@link #hook}.
 */
public abstract class RetrofuseTrace {
  /** Null while off or detached. */
  public static volatile RetrofuseTrace hook;

  private static final Object[] NONE = {};

  /**
   * The names of the headers that are to be read from a request; woven code puts the header's value
   * in the place of each and gives the array to {@link #begin}.
   *
   * @param address where the request comes from: an InetAddress or its digits; null where {@link
   *     #asksForAddress} is false, or it is not known
   * @return empty where the rules do not trust the address
   */
  public static Object[] fieldsFrom(Object address) {
    RetrofuseTrace trace = hook;
    return trace == null || !trace.trusts(address) ? NONE : trace.fields().clone();
  }

  /** The same for a message of that topic, queue, exchange or subject. */
  public static Object[] fieldsOf(String destination) {
    RetrofuseTrace trace = hook;
    return trace == null || !trace.trustsMessagesOf(destination) ? NONE : trace.fields().clone();
  }

  /** Whether {@link #fieldsFrom} has a use for the address. */
  public static boolean asksForAddress() {
    RetrofuseTrace trace = hook;
    return trace != null && trace.asks();
  }

  /**
   * Makes an inbound context the thread's own.
   *
   * @param values of the {@link #fieldsFrom fields}, as the library gives them: null, a String,
   *     bytes, an Enumeration or Iterable of these
   * @return what to give to {@link #restore}; null when nothing changed
   */
  public static RetrofuseContext begin(Object... values) {
    RetrofuseTrace trace = hook;
    if (trace == null) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseContext before = thread.context;
    RetrofuseContext inbound = trace.extract(values);
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
   * library encloses their processing. The parameter is that of {@link #begin}.
   */
  public static void message(Object... values) {
    RetrofuseTrace trace = hook;
    if (trace == null) {
      return;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseContext inbound = trace.extract(values);
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

  /**
   * The headers to write to a call, or null. Where the library's message has one of them already,
   * {@link RetrofuseContext#beside} tells what is left.
   *
   * @param guard of the call; null for none
   */
  public static RetrofuseContext outbound(RetrofuseGuard guard) {
    RetrofuseTrace trace = hook;
    return trace == null
        ? null
        : trace.inject(RetrofuseThread.current().context(), guard == null ? null : guard.tracing());
  }

  /** Names, in lower case, each a String. */
  protected abstract Object[] fields();

  protected abstract boolean asks();

  protected abstract boolean trusts(Object address);

  protected abstract boolean trustsMessagesOf(String destination);

  /** Reads and validates; null where there is no valid context. Never throws for bad input. */
  protected abstract RetrofuseContext extract(Object[] values);

  /**
   * What a call is told.
   *
   * @param context of the thread, or null
   * @param tracing what the guard gives, or null
   */
  protected abstract RetrofuseContext inject(RetrofuseContext context, Object tracing);

  /** Of a log line's MDC, names and values in turns; null where there is no trace to name. */
  protected abstract String[] logEntries(RetrofuseContext context);
}
