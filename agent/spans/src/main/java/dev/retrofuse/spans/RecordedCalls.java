package dev.retrofuse.spans;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.trace.RecordingHook;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseThread;

/** Begins the spans of calls, with the attributes of OpenTelemetry's semantic conventions. */
final class RecordedCalls implements CallSpans {
  private final RecordingHook hook;

  RecordedCalls(RecordingHook hook) {
    this.hook = hook;
  }

  /** Null where the call is not recorded. */
  private RetrofuseSpan begin(RetrofuseGuard guard, int kind) {
    Object tracing = guard == null ? null : guard.tracing();
    return hook.records(tracing)
        ? hook.call(RetrofuseThread.current().context(), tracing, kind)
        : null;
  }

  @Override
  public RetrofuseGuard http(
      RetrofuseGuard guard, String method, String scheme, String host, int port, String path) {
    RetrofuseSpan span = begin(guard, RetrofuseSpan.CLIENT);
    if (span == null) {
      return guard;
    }
    boolean grpc = "grpc".equals(scheme);
    if (span.sampled) {
      span.put("server.address", host);
      span.put("server.port", Long.valueOf(port));
      if (grpc) {
        RetrofuseSpans.rpc(span, path.substring(1));
      } else {
        span.name(method);
        span.put("http.request.method", method);
        span.put("url.full", scheme + "://" + host + ":" + port + path);
      }
    }
    return new SpanGuard(guard, RetrofuseThread.HTTP, span, grpc ? Ending.GRPC : Ending.HTTP);
  }

  @Override
  public RetrofuseGuard jdbc(RetrofuseGuard guard, JdbcUrl url, SqlShape sql) {
    RetrofuseSpan span = begin(guard, RetrofuseSpan.CLIENT);
    if (span == null) {
      return guard;
    }
    if (span.sampled) {
      Databases.describe(span, url, sql);
    }
    return new SpanGuard(guard, RetrofuseThread.JDBC, span, Ending.OTHER);
  }

  @Override
  public RetrofuseGuard send(RetrofuseGuard guard, String system, String destination) {
    RetrofuseSpan span = begin(guard, RetrofuseSpan.PRODUCER);
    if (span == null) {
      return guard;
    }
    RecordingHook.message(span, system, destination, "send");
    return new SpanGuard(guard, RetrofuseThread.MESSAGING, span, Ending.OTHER);
  }
}
