package dev.retrofuse.instrumentation.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;

/** The chain calls itself through its filters; the outermost call is the request. */
final class FilterChainAdvice {
  private FilterChainAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) HttpExchange exchange,
      @Advice.Local("entered") boolean entered,
      @Advice.Local("before") RetrofuseContext before) {
    entered = RetrofuseTrace.enter();
    if (entered) {
      Headers headers = exchange.getRequestHeaders();
      Object[] fields = RetrofuseTrace.fieldsFrom(exchange.getRemoteAddress().getAddress());
      for (int i = 0; i < fields.length; i++) {
        fields[i] = headers.get((String) fields[i]);
      }
      before = RetrofuseTrace.begin(fields);
      if (RetrofuseSpans.hook != null) {
        RetrofuseSpans.request(
            exchange.getRequestMethod(),
            exchange instanceof HttpsExchange ? "https" : "http",
            headers.getFirst("host"),
            exchange.getRequestURI().getRawPath());
      }
      String[] asked = RetrofuseRequest.headers().clone();
      for (int i = 0; i < asked.length; i++) {
        asked[i] = headers.getFirst(asked[i]);
      }
      RetrofuseRequest.begin(asked);
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Argument(0) HttpExchange exchange,
      @Advice.Local("entered") boolean entered,
      @Advice.Local("before") RetrofuseContext before,
      @Advice.Thrown Throwable thrown) {
    if (entered) {
      RetrofuseSpans.response(exchange.getResponseCode(), thrown);
      RetrofuseTrace.leave(before);
    }
  }
}
