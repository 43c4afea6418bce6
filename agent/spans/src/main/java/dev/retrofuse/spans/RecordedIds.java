package dev.retrofuse.spans;

import dev.retrofuse.waist.RetrofuseSpan;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives the SDK the ids that calls were told already. */
final class RecordedIds implements IdGenerator {
  private RetrofuseSpan span;

  void next(RetrofuseSpan recorded) {
    span = recorded;
  }

  @Override
  public String generateSpanId() {
    return span.spanId;
  }

  @Override
  public String generateTraceId() {
    return span.traceId;
  }
}
