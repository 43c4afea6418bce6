package dev.retrofuse.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What log lines say of a trace: entries of their MDC, by the names that OpenTelemetry uses. */
final class LogEntries {
  private LogEntries() {}

  /** Names and values in turns; null where there is no trace. */
  static String[] of(SpanContext span) {
    if (span == null || span.traceId == null) {
      return null;
    }
    List<String> entries = new ArrayList<>(Arrays.asList("trace_id", span.traceId));
    if (span.spanId != null) {
      entries.addAll(Arrays.asList("span_id", span.spanId));
    }
    if (span.sampling != SpanContext.UNDECIDED) {
      entries.addAll(Arrays.asList("trace_flags", Traceparent.flags(span)));
    }
    return entries.toArray(new String[0]);
  }
}
