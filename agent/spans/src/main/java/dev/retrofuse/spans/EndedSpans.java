package dev.retrofuse.spans;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/** Collects what the SDK makes of a batch. */
final class EndedSpans implements SpanProcessor {
  private List<SpanData> data = new ArrayList<>();

  List<SpanData> take() {
    List<SpanData> taken = data;
    data = new ArrayList<>();
    return taken;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    data.add(span.toSpanData());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
