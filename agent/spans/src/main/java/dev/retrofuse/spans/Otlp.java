package dev.retrofuse.spans;

import dev.retrofuse.rules.Spans;
import dev.retrofuse.waist.RetrofuseSpan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.internal.W3CTraceContextEncoding;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes OTLP of what was recorded, with OpenTelemetry's SDK. Only the thread that sends comes here,
 * and only once there is something to send: until then none of the SDK's classes is loaded.
 */
final class Otlp {
  private static final SpanKind[] KINDS = {
    SpanKind.SERVER, SpanKind.CLIENT, SpanKind.PRODUCER, SpanKind.CONSUMER
  };
  private static final int PARENT_ID = 36;

  private final Clock clock = new Clock();
  private final RecordedIds ids = new RecordedIds();
  private final EndedSpans ended = new EndedSpans();
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  Otlp(Spans settings, String version) {
    provider =
        SdkTracerProvider.builder()
            .setResource(OtlpResource.of(settings.service(), settings.resource(), version))
            .setSampler(Sampler.alwaysOn())
            .setIdGenerator(ids)
            .addSpanProcessor(ended)
            .build();
    tracer = provider.get("dev.retrofuse", version);
  }

  /** A request of OTLP/HTTP with all of these. */
  byte[] encode(List<RetrofuseSpan> spans) throws IOException {
    clock.adjust();
    for (RetrofuseSpan span : spans) {
      replay(span);
    }
    List<SpanData> data = ended.take();
    TraceRequestMarshaler request = TraceRequestMarshaler.create(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getBinarySerializedSize());
    request.writeBinaryTo(bytes);
    return bytes.toByteArray();
  }

  private void replay(RetrofuseSpan recorded) {
    ids.next(recorded);
    SpanBuilder builder = tracer.spanBuilder(recorded.name() == null ? "request" : recorded.name());
    builder.setSpanKind(KINDS[recorded.kind]);
    builder.setParent(parent(recorded));
    builder.setStartTimestamp(clock.epochNanos(recorded.began), TimeUnit.NANOSECONDS);
    List<RetrofuseSpan.Note> notes = inOrder(recorded.notes());
    for (RetrofuseSpan.Note note : notes) {
      if (note.link) {
        builder.addLink(linked(note.key));
      }
    }
    Span span = builder.startSpan();
    for (RetrofuseSpan.Note note : notes) {
      if (note.at != 0) {
        Attributes attributes = attributes((Object[]) note.value);
        span.addEvent(note.key, attributes, clock.epochNanos(note.at), TimeUnit.NANOSECONDS);
      } else if (!note.link) {
        span.setAllAttributes(attributes(note.key, note.value));
      }
      if (note.key.equals("error.type")) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end(clock.epochNanos(recorded.ended()), TimeUnit.NANOSECONDS);
  }

  private static List<RetrofuseSpan.Note> inOrder(RetrofuseSpan.Note last) {
    List<RetrofuseSpan.Note> notes = new ArrayList<>();
    for (RetrofuseSpan.Note each = last; each != null; each = each.before) {
      notes.add(0, each);
    }
    return notes;
  }

  private static Context parent(RetrofuseSpan span) {
    if (span.parentId == null) {
      return Context.root();
    }
    boolean remote = span.kind == RetrofuseSpan.SERVER || span.kind == RetrofuseSpan.CONSUMER;
    TraceFlags flags = TraceFlags.getSampled();
    TraceState state = state(span.tracestate);
    SpanContext parent =
        remote
            ? SpanContext.createFromRemoteParent(span.traceId, span.parentId, flags, state)
            : SpanContext.create(span.traceId, span.parentId, flags, state);
    return Context.root().with(Span.wrap(parent));
  }

  private static TraceState state(String header) {
    try {
      return header == null
          ? TraceState.getDefault()
          : W3CTraceContextEncoding.decodeTraceState(header);
    } catch (IllegalArgumentException stricter) {
      return TraceState.getDefault();
    }
  }

  private static SpanContext linked(String traceparent) {
    return SpanContext.createFromRemoteParent(
        traceparent.substring(3, PARENT_ID - 1),
        traceparent.substring(PARENT_ID, PARENT_ID + 16),
        TraceFlags.fromHex(traceparent, traceparent.length() - 2),
        TraceState.getDefault());
  }

  private static Attributes attributes(Object... pairs) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] instanceof Long) {
        attributes.put((String) pairs[i], (Long) pairs[i + 1]);
      } else if (pairs[i + 1] != null) {
        attributes.put((String) pairs[i], pairs[i + 1].toString());
      }
    }
    return attributes.build();
  }
}
