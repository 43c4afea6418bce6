package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;

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

  /**
   * What a call is told with a parent id made here; null where not all that came is of this format.
   */
  static RetrofuseContext child(RetrofuseContext context) {
    if (context.size() == 0 || !context.name(0).equals(TRACEPARENT)) {
      return null;
    }
    char[] text = RetrofuseThread.current().scratch();
    String[] headers = new String[2 * context.size() + 2];
    headers[0] = TRACEPARENT;
    headers[1] = Traceparent.child(context.value(0), text);
    headers[2] = TRACESTATE;
    headers[3] = Tracestate.child(context, text);
    int length = 4;
    for (int i = 1; i < context.size(); i++) {
      String name = context.name(i);
      if (name.equals("baggage")) {
        headers[length++] = name;
        headers[length++] = context.value(i);
      } else if (!name.equals(TRACESTATE)) {
        return null;
      }
    }
    return new RetrofuseContext(null, headers, length);
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
