package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;

/** {@code traceparent} and {@code tracestate}: W3C Trace Context, level 2. */
final class W3c implements Format {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final String[] FIELDS = {TRACEPARENT, TRACESTATE};

  @Override
  public String[] fields() {
    return FIELDS;
  }

  @Override
  public void read(Object[] values, int at, HeaderList to) {
    String parent = Traceparent.read(values[at]);
    if (parent == null) {
      return; // without a valid traceparent the tracestate means nothing
    }
    to.add(TRACEPARENT, parent);
    String state = Tracestate.read(values[at + 1]);
    if (state != null) {
      to.add(TRACESTATE, state);
    }
  }

  @Override
  public SpanContext parse(RetrofuseContext context) {
    String parent = context.value(TRACEPARENT);
    return parent == null ? null : Traceparent.parse(parent, context.value(TRACESTATE));
  }

  @Override
  public void write(SpanContext span, HeaderList to) {
    if (span.traceId == null || span.spanId == null) {
      return;
    }
    to.add(TRACEPARENT, Traceparent.of(span));
    String state = span.own ? Tracestate.with(span.tracestate, span.spanId) : span.tracestate;
    if (state != null) {
      to.add(TRACESTATE, state);
    }
  }
}
