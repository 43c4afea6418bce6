package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;

/**
 * Trace mode {@code pass}: what came in valid goes on as it came; no trace is begun here and no
 * parent-id is made up, because nothing is recorded here that it could name.
 *
 * <p>Headers are read in the forms that libraries give them in: null, a String, bytes, any object
 * by its {@code toString()}, or an Enumeration, Iterator, Iterable or array of these.
 */
public final class TraceHook extends RetrofuseTrace {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final String BAGGAGE = "baggage";

  public TraceHook() {}

  /**
   * Reads at most 65,536 characters of each header. A library's header object that throws is a
   * reported fault and no context.
   *
   * @return {@code traceparent}, {@code tracestate} and {@code baggage} in this order, those that
   *     are there and valid; null when none is
   */
  @Override
  protected RetrofuseContext extract(Object traceparent, Object tracestate, Object baggage) {
    try {
      return read(traceparent, tracestate, baggage);
    } catch (Throwable fault) {
      RetrofuseAgent.fault(fault, "trace");
      return null;
    }
  }

  private static RetrofuseContext read(Object traceparent, Object tracestate, Object baggage) {
    String parent = Traceparent.read(traceparent);
    // Without a valid traceparent the tracestate means nothing; baggage stands on its own.
    String state = parent == null ? null : Tracestate.read(tracestate);
    String carried = Baggage.read(baggage);
    if (parent == null) {
      return carried == null ? null : new RetrofuseContext(BAGGAGE, carried);
    }
    if (carried == null) {
      return state == null
          ? new RetrofuseContext(TRACEPARENT, parent)
          : new RetrofuseContext(TRACEPARENT, parent, TRACESTATE, state);
    }
    return state == null
        ? new RetrofuseContext(TRACEPARENT, parent, BAGGAGE, carried)
        : new RetrofuseContext(TRACEPARENT, parent, TRACESTATE, state, BAGGAGE, carried);
  }
}
