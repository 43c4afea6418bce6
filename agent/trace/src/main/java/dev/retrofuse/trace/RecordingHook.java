package dev.retrofuse.trace;

import dev.retrofuse.rules.Trace;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;

/**
 * The same where spans are recorded: each request and message gets one, and what it is the parent
 * of is told its id.
 */
public final class RecordingHook extends TraceHook {
  private final boolean starts;

  public RecordingHook(Trace rules, TraceCounts counts) {
    super(rules, counts, false);
    starts = rules.calls().mode() == TraceMode.START;
  }

  @Override
  protected RetrofuseContext extract(Object[] values) {
    RetrofuseThread thread = RetrofuseThread.current();
    String system = thread.system;
    thread.system = null;
    RetrofuseContext came = super.extract(values);
    int kind = system == null ? RetrofuseSpan.SERVER : RetrofuseSpan.CONSUMER;
    RetrofuseSpan span = span(came, starts, kind, System.nanoTime());
    if (span == null) {
      return came;
    }
    if (system != null) {
      message(span, system, thread.destination, "process");
    }
    return outbound().within(came, span);
  }

  /** Says what is done with a message. */
  public static void message(RetrofuseSpan span, String system, String destination, String what) {
    if (span.sampled) {
      span.name(destination == null ? what : what + " " + destination);
      span.put("messaging.system", system);
      span.put("messaging.destination.name", destination);
      span.put("messaging.operation.name", what);
      span.put("messaging.operation.type", what.equals("poll") ? "receive" : what);
    }
  }

  @Override
  protected RetrofuseContext inject(RetrofuseContext context, Object tracing) {
    return inject(context, tracing, null);
  }

  @Override
  protected RetrofuseContext inject(
      RetrofuseContext context, Object tracing, RetrofuseSpan recorded) {
    return outbound().write(context, calls(tracing), recorded);
  }

  /** The W3C header of a message's producer where it is valid, and trusted; else null. */
  public String producer(String destination, Object traceparent) {
    return trustsMessagesOf(destination) ? Traceparent.read(traceparent) : null;
  }

  /** Whether a call is recorded, by what its guard or null says of its trace. */
  public boolean records(Object tracing) {
    return calls(tracing).recorded();
  }

  /**
   * Begins the span of a call.
   *
   * @param context that its thread works for, or null
   * @param tracing what its guard says of its trace, or null
   * @return null where there is no trace and none begins
   */
  public RetrofuseSpan call(RetrofuseContext context, Object tracing, int kind) {
    return call(context, tracing, kind, System.nanoTime());
  }

  /**
   * The same.
   *
   * @param began when, in monotonic nanoseconds
   */
  public RetrofuseSpan call(RetrofuseContext context, Object tracing, int kind, long began) {
    TraceMode mode = calls(tracing).mode();
    return span(
        context, mode == TraceMode.START || (starts && mode != TraceMode.JOIN), kind, began);
  }

  private RetrofuseSpan span(RetrofuseContext context, boolean begins, int kind, long now) {
    RetrofuseSpan parent = context == null ? null : context.span();
    if (parent != null) {
      return new RetrofuseSpan(
          kind,
          parent.traceId,
          SpanContext.id(),
          parent.spanId,
          parent.tracestate,
          parent.sampled,
          now);
    }
    SpanContext came = context == null ? null : outbound().parent(context);
    if (came == null || came.traceId == null) {
      return begins ? first(outbound().begin(came), kind, now) : null;
    }
    boolean undecided = came.sampling == SpanContext.UNDECIDED;
    boolean sampled = undecided ? outbound().decide() == SpanContext.SAMPLED : came.isSampled();
    return new RetrofuseSpan(
        kind, came.traceId, SpanContext.id(), came.spanId, came.tracestate, sampled, now);
  }

  private static RetrofuseSpan first(SpanContext begun, int kind, long now) {
    return new RetrofuseSpan(kind, begun.traceId, begun.spanId, null, null, begun.isSampled(), now);
  }
}
