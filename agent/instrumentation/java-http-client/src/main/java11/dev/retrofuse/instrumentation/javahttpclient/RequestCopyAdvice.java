package dev.retrofuse.instrumentation.javahttpclient;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseThread;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Adds headers and a time-out to the client's own copy of a request; redirects keep them. */
final class RequestCopyAdvice {
  private RequestCopyAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("uri") URI uri,
      @Advice.FieldValue(value = "timeout", readOnly = false) Duration timeout,
      @Advice.FieldValue(value = "userHeaders", readOnly = false) HttpHeaders headers) {
    RetrofuseThread thread = RetrofuseThread.current();
    long limit = thread.limit;
    if (limit > 0 && (timeout == null || timeout.compareTo(Duration.ofNanos(limit)) > 0)) {
      timeout = Duration.ofNanos(limit);
    }
    RetrofuseContext context = RetrofuseHttp.headers(thread.guard);
    if (context == null) {
      return;
    }
    try {
      HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
      for (Map.Entry<String, List<String>> header : headers.map().entrySet()) {
        for (String value : header.getValue()) {
          builder.header(header.getKey(), value);
        }
      }
      RetrofuseContext left = context;
      for (int i = 0; i < context.size(); i++) {
        boolean there = headers.firstValue(context.name(i)).isPresent();
        left = there ? left.beside(context.name(i)) : left;
      }
      for (int i = 0; i < left.size(); i++) {
        builder.header(left.name(i), left.value(i));
      }
      headers = builder.build().headers();
    } catch (IllegalArgumentException restricted) {
      // A request class of the application's own has headers that no builder takes: none is added.
    }
  }
}
