package dev.retrofuse.trace;

/** {@code uber-trace-id: traceid:spanid:parentspanid:flags}; ids may lack leading zeros. */
final class Jaeger extends OneHeader {
  private static final String NAME = "uber-trace-id";
  private static final int LONGEST = 128;
  private static final int SAMPLED = 1;
  private static final int DEBUG = 2;

  Jaeger() {
    super(NAME);
  }

  @Override
  SpanContext parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    // Some clients encode the whole value as if it stood in a URL.
    String[] parts = text.replace("%3A", ":").replace("%3a", ":").split(":", -1);
    if (parts.length != 4) {
      return null;
    }
    String trace = Ids.trace(parts[0]);
    String span = Ids.span(parts[1]);
    boolean parent = parts[2].matches("[0-9a-fA-F]{0,16}");
    boolean flags = parts[3].matches("[0-9a-fA-F]{1,2}");
    if (trace == null || span == null || !parent || !flags) {
      return null;
    }
    return SpanContext.of(trace, span, sampling(Integer.parseInt(parts[3], 16)));
  }

  private static char sampling(int flags) {
    if ((flags & SAMPLED) == 0) {
      return SpanContext.NOT_SAMPLED;
    }
    return (flags & DEBUG) == 0 ? SpanContext.SAMPLED : SpanContext.DEBUG;
  }

  @Override
  public void write(SpanContext span, HeaderList to) {
    if (span.traceId != null && span.spanId != null) {
      int debug = span.sampling == SpanContext.DEBUG ? DEBUG : 0;
      int flags = span.isSampled() ? SAMPLED | debug : 0;
      to.add(NAME, Ids.shortened(span.traceId) + ':' + span.spanId + ":0:" + flags);
    }
  }
}
