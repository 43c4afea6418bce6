package dev.retrofuse.trace;

import dev.retrofuse.rules.TraceFormat;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
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
    RetrofuseContext headers = told(context, mode, calls);
    return headers == null || !calls.filters() ? headers : Allowed.of(headers, calls);
  }

  private RetrofuseContext told(RetrofuseContext context, TraceMode mode, Tracing calls) {
    if (mode == TraceMode.PASS && calls.write().isEmpty()) {
      return context;
    }
    RetrofuseContext child = // the usual, at less than a third of the cost
        mode == TraceMode.PASS || context == null || !calls.writesW3c() ? null : W3c.child(context);
    return child == null ? converted(context, calls) : child;
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
    return written(span, context, calls);
  }

  /**
   * The same where spans are recorded, so that each id that is told is one of theirs.
   *
   * @param recorded of the call; null where it is not
   */
  RetrofuseContext write(RetrofuseContext context, Tracing calls, RetrofuseSpan recorded) {
    TraceMode mode = calls.mode();
    boolean own = recorded != null && mode != TraceMode.PASS;
    if (mode == TraceMode.OFF || (context == null && !own)) {
      return null;
    }
    SpanContext parent = context == null ? null : parent(context);
    RetrofuseContext headers =
        own
            ? written(SpanContext.of(recorded, parent), context, calls)
            : calls.write().isEmpty() ? context : written(parent, context, calls);
    return headers == null || !calls.filters() ? headers : Allowed.of(headers, calls);
  }

  /** What came, with a span that is recorded of it in the place of the caller's. */
  RetrofuseContext within(RetrofuseContext came, RetrofuseSpan recorded) {
    HeaderList headers = new HeaderList();
    SpanContext parent = came == null ? null : parent(came);
    writeAsRead(SpanContext.of(recorded, parent), came, headers);
    if (came != null) {
      BaggageHeaders.copy(came, headers);
    }
    return headers.context(recorded);
  }

  private RetrofuseContext written(SpanContext span, RetrofuseContext context, Tracing calls) {
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
  SpanContext begin(SpanContext decided) {
    if (decided != null && decided.sampling != SpanContext.UNDECIDED) {
      return SpanContext.begin(decided.sampling);
    }
    return SpanContext.begin(decide());
  }

  /** Whether what nobody has decided on is sampled, by chance. */
  char decide() {
    boolean chosen = sampled >= 1 || ThreadLocalRandom.current().nextDouble() < sampled;
    return chosen ? SpanContext.SAMPLED : SpanContext.NOT_SAMPLED;
  }
}
