package dev.retrofuse.trace;

import dev.retrofuse.rules.TraceFormat;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseContext;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What calls are told of the trace that their thread works for. */
final class Outbound {
  private final Format[] formats;
  private final double sampled;

  /**
   * @param formats that are read, the most trusted first
   * @param sampled of the traces that begin here, the share that is marked so
   */
  Outbound(Format[] formats, double sampled) {
    this.formats = formats;
    this.sampled = sampled;
  }

  /** Null for nothing. */
  RetrofuseContext write(RetrofuseContext context, Tracing calls) {
    TraceMode mode = calls.mode();
    if (mode == TraceMode.OFF || (context == null && mode != TraceMode.START)) {
      return null;
    }
    RetrofuseContext headers =
        mode == TraceMode.PASS && calls.write().isEmpty() ? context : converted(context, calls);
    return headers == null || !calls.filters() ? headers : Allowed.of(headers, calls);
  }

  /** The context, with a trace begun where it has none. */
  RetrofuseContext started(RetrofuseContext context) {
    SpanContext parent = context == null ? null : parent(context);
    if (parent != null && parent.traceId != null) {
      return context;
    }
    HeaderList headers = new HeaderList();
    formats[0].write(begin(parent), headers);
    if (context != null) {
      BaggageHeaders.copy(context, headers);
    }
    return headers.context();
  }

  private RetrofuseContext converted(RetrofuseContext context, Tracing calls) {
    SpanContext parent = context == null ? null : parent(context);
    SpanContext span = span(parent, calls.mode());
    HeaderList headers = new HeaderList();
    List<TraceFormat> wanted = calls.write();
    if (span != null && wanted.isEmpty()) {
      writeAsRead(span, context, headers);
    }
    for (int i = 0; span != null && i < wanted.size(); i++) {
      Formats.of(wanted.get(i)).write(span, headers);
    }
    if (context != null) {
      BaggageHeaders.write(context, wanted, headers);
    }
    return headers.context();
  }

  /** Null where there is no trace. */
  private SpanContext span(SpanContext parent, TraceMode mode) {
    boolean traced = parent != null && parent.traceId != null;
    switch (mode) {
      case START:
        return traced ? parent.child() : begin(parent);
      case JOIN:
        return traced ? parent.child() : parent;
      default:
        return parent;
    }
  }

  private void writeAsRead(SpanContext span, RetrofuseContext context, HeaderList headers) {
    for (Format format : formats) {
      if (context != null && format.parse(context) != null) {
        format.write(span, headers);
      }
    }
    if (headers.isEmpty()) {
      formats[0].write(span, headers);
    }
  }

  /** What came, in the most trusted format; null for none. */
  SpanContext parent(RetrofuseContext context) {
    for (Format format : formats) {
      SpanContext parent = format.parse(context);
      if (parent != null) {
        return parent;
      }
    }
    return null;
  }

  /** A trace that begins here, sampled as was decided elsewhere, or by chance. */
  private SpanContext begin(SpanContext decided) {
    if (decided != null && decided.sampling != SpanContext.UNDECIDED) {
      return SpanContext.begin(decided.sampling);
    }
    boolean chosen = sampled >= 1 || ThreadLocalRandom.current().nextDouble() < sampled;
    return SpanContext.begin(chosen ? SpanContext.SAMPLED : SpanContext.NOT_SAMPLED);
  }
}
