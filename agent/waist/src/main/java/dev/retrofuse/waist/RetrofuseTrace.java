package dev.retrofuse.waist;

import java.nio.charset.StandardCharsets;

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
    if (trace != null && RetrofuseSpans.hook != null) {
      RetrofuseThread.current().system = null; // of a message that was not begun
    }
    return trace == null || !trace.trusts(address) ? NONE : trace.fields().clone();
  }

  /**
   * The same for a message.
   *
   * @param system as in {@link RetrofuseMessaging#send}
   * @param destination the topic, queue, exchange or subject
   */
  public static Object[] fieldsOf(String system, String destination) {
    RetrofuseTrace trace = hook;
    if (trace != null && RetrofuseSpans.hook != null) {
      RetrofuseThread thread = RetrofuseThread.current();
      thread.system = system;
      thread.destination = destination;
    }
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
    RetrofuseThread.any();
    thread.context = inbound;
    return before == null ? RetrofuseContext.NONE : before;
  }

  /** Ends what {@link #begin} began. */
  public static void restore(RetrofuseContext before) {
    restore(before, true);
  }

  private static void restore(RetrofuseContext before, boolean over) {
    if (before != null) {
      RetrofuseThread thread = RetrofuseThread.current();
      RetrofuseContext outer = before == RetrofuseContext.NONE ? null : before;
      RetrofuseMessages.leaveWithin(thread, outer);
      thread.ended();
      RetrofuseContext left = thread.context;
      thread.context = outer;
      if (over) {
        RetrofuseSpans.end(left);
      }
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
    leave(before, true);
  }

  /**
   * @param over whether nothing of the request goes on elsewhere
   */
  static void leave(RetrofuseContext before, boolean over) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.leave(RetrofuseThread.INBOUND);
    thread.ended();
    thread.deadline = 0;
    thread.headers = null;
    restore(before, over);
  }

  /** {@link RetrofuseMessages#next} where a thread takes messages from one source at a time. */
  public static void message(Object... values) {
    RetrofuseMessages.next(null, values);
  }

  /** Ends what {@link #message} began, if anything; what came after it is left alone. */
  public static void messagesEnd() {
    RetrofuseMessages.end(null);
  }

  /**
   * The headers to write to a call, or null. Where the library's message has one of them already,
   * {@link RetrofuseContext#beside} tells what is left.
   *
   * @param guard of the call; null for none
   */
  public static RetrofuseContext outbound(RetrofuseGuard guard) {
    RetrofuseTrace trace = hook;
    if (trace == null) {
      return null;
    }
    RetrofuseContext context = RetrofuseThread.currentContext();
    return guard == null
        ? trace.inject(context, null)
        : trace.inject(context, guard.tracing(), guard.span());
  }

  /**
   * The same for an entry of a Redis stream: null as well where the rules do not ask for fields
   * that tell the trace.
   */
  public static RetrofuseContext outboundFields(RetrofuseGuard guard) {
    return asksForFields(guard) ? outbound(guard) : null;
  }

  /** Whether the rules ask for such fields; guard as above. */
  static boolean asksForFields(RetrofuseGuard guard) {
    RetrofuseTrace trace = hook;
    return trace != null && trace.writesFields(guard == null ? null : guard.tracing());
  }

  /**
   * Whether a header that a message has already is but the one that came in, which the application
   * or its framework has handed on: nobody has told this call its trace.
   *
   * @param name in lower case
   * @param there what the message has
   * @param own what the call is told
   */
  public static boolean isHandedOn(String name, byte[] there, String own) {
    RetrofuseContext inbound = RetrofuseThread.current().context();
    String came = inbound == null || there == null ? null : inbound.value(name);
    return came != null
        && !came.equals(own)
        && came.equals(new String(there, StandardCharsets.UTF_8));
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

  /**
   * The same.
   *
   * @param span that is recorded of the call, or null
   */
  protected RetrofuseContext inject(RetrofuseContext context, Object tracing, RetrofuseSpan span) {
    return inject(context, tracing);
  }

  /**
   * Whether entries of Redis streams are told.
   *
   * @param tracing what the guard gives, or null
   */
  protected abstract boolean writesFields(Object tracing);

  /** Of a log line's MDC, names and values in turns; null where there is no trace to name. */
  protected abstract String[] logEntries(RetrofuseContext context);

  /** Whether lines of libraries without an MDC have two of these in their message. */
  protected boolean logsMessages() {
    return false;
  }
}
