package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;
import java.util.Locale;

/** {@code X-B3-TraceId} and its companions, or the sampling decision alone. */
final class B3Multi implements Format {
  private static final String TRACE = "x-b3-traceid";
  private static final String SPAN = "x-b3-spanid";
  private static final String PARENT = "x-b3-parentspanid";
  private static final String SAMPLED = "x-b3-sampled";
  private static final String FLAGS = "x-b3-flags";
  private static final String[] FIELDS = {TRACE, SPAN, PARENT, SAMPLED, FLAGS};

  @Override
  public String[] fields() {
    return FIELDS;
  }

  @Override
  public void read(Object[] values, int at, HeaderList to) {
    String trace = Fields.only(values[at]);
    String span = Fields.only(values[at + 1]);
    if (trace != null && span != null && parse(trace, span, null, null) != null) {
      to.add(TRACE, trace);
      to.add(SPAN, span);
      String parent = Fields.only(values[at + 2]);
      if (parent != null && parent.length() == 16 && Ids.span(parent) != null) {
        to.add(PARENT, parent);
      }
    } else if (trace != null || span != null) {
      return; // half a context
    }
    readSampling(Fields.only(values[at + 3]), Fields.only(values[at + 4]), to);
  }

  private static void readSampling(String sampled, String flags, HeaderList to) {
    if (sampling(sampled, null) != SpanContext.UNDECIDED) {
      to.add(SAMPLED, sampled);
    }
    if ("1".equals(flags)) {
      to.add(FLAGS, flags);
    }
  }

  @Override
  public SpanContext parse(RetrofuseContext context) {
    return parse(
        context.value(TRACE), context.value(SPAN), context.value(SAMPLED), context.value(FLAGS));
  }

  private static SpanContext parse(String trace, String span, String sampled, String flags) {
    char sampling = sampling(sampled, flags);
    if (trace == null || span == null) {
      return sampling == SpanContext.UNDECIDED ? null : SpanContext.of(null, null, sampling);
    }
    String traceId = Ids.isWhole(trace) ? Ids.trace(trace) : null;
    String spanId = span.length() == 16 ? Ids.span(span) : null;
    return traceId == null || spanId == null ? null : SpanContext.of(traceId, spanId, sampling);
  }

  private static char sampling(String sampled, String flags) {
    if ("1".equals(flags)) {
      return SpanContext.DEBUG;
    }
    switch (sampled == null ? "" : sampled.toLowerCase(Locale.ROOT)) {
      case "1":
      case "true":
        return SpanContext.SAMPLED;
      case "0":
      case "false":
        return SpanContext.NOT_SAMPLED;
      default:
        return SpanContext.UNDECIDED;
    }
  }

  @Override
  public void write(SpanContext span, HeaderList to) {
    if (span.traceId != null && span.spanId == null) {
      return;
    }
    if (span.traceId != null) {
      to.add(TRACE, Ids.shortened(span.traceId));
      to.add(SPAN, span.spanId);
    }
    if (span.sampling == SpanContext.DEBUG) {
      to.add(FLAGS, "1");
    } else if (span.sampling != SpanContext.UNDECIDED) {
      to.add(SAMPLED, String.valueOf(span.sampling));
    }
  }
}
