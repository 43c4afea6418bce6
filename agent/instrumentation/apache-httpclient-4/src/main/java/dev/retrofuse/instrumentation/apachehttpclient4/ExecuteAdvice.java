package dev.retrofuse.instrumentation.apachehttpclient4;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseDeadline;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.waist.RetrofuseWatch;
import java.io.Closeable;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.RequestLine;

/** One call, with all that the client does for it. */
final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.Argument(0) HttpHost target,
      @Advice.Argument(1) HttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("written") RetrofuseContext written) {
    if (RetrofuseHttp.hook != null && target != null && request != null) {
      RequestLine line = request.getRequestLine();
      guard =
          RetrofuseHttp.request(
              line.getMethod(),
              target.getSchemeName(),
              target.getHostName(),
              target.getPort(),
              line.getUri());
      permit = guard == null ? 0 : guard.enter();
      watch = guard == null ? null : guard.watch(permit, request, null);
    }
    RetrofuseContext context = permit < 0 ? null : RetrofuseTrace.outbound();
    if (context != null && request != null) {
      written =
          context.beside(request.containsHeader("traceparent"), request.containsHeader("baggage"));
      for (int i = 0; i < written.size(); i++) {
        request.addHeader(written.name(i), written.value(i));
      }
    }
    String deadline = permit < 0 || request == null ? null : RetrofuseDeadline.header();
    if (deadline != null && !request.containsHeader(deadline)) {
      written = RetrofuseDeadline.with(written, deadline);
      request.addHeader(deadline, written.value(deadline));
    }
    return permit < 0 && watch == null;
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.Argument(1) HttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("tries") int tries,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return HttpResponse response,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws IOException {
    if (permit < 0) {
      thrown = guard.rejection(permit);
    } else if (guard != null) {
      thrown = watch == null ? thrown : watch.end(thrown);
      int status = response == null ? 0 : response.getStatusLine().getStatusCode();
      int nature = RetrofuseGuard.ONCE;
      String after = null;
      if (guard.retries(status)) {
        HttpEntity body =
            request instanceof HttpEntityEnclosingRequest
                ? ((HttpEntityEnclosingRequest) request).getEntity()
                : null;
        if (body == null || body.isRepeatable()) {
          nature = RetrofuseHttp.nature(request.getRequestLine().getMethod());
        }
        Header header = response == null ? null : response.getFirstHeader("Retry-After");
        after = header == null ? null : header.getValue();
      }
      permit = guard.again(permit, ++tries, nature, status, after, thrown);
      if (permit >= 0) {
        watch = guard.watch(permit, request, null);
        HttpEntity unread = response == null ? null : response.getEntity();
        RetrofuseHttp.discard(
            response instanceof Closeable || unread == null ? response : unread.getContent());
        return true;
      }
    }
    // The application may send the same object again, then for another trace.
    for (int i = 0; written != null && i < written.size(); i++) {
      request.removeHeaders(written.name(i));
    }
    return false;
  }
}
