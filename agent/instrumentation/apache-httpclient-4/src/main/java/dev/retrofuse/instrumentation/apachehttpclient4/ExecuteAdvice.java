package dev.retrofuse.instrumentation.apachehttpclient4;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseKeptEntity;
import dev.retrofuse.waist.RetrofuseWatch;
import java.io.Closeable;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
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
      @Advice.Local("kept") RetrofuseKept kept,
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
      if (guard != null && guard.keeper() != null) {
        kept = RetrofuseKept.begin(guard, line.getMethod(), target.toURI() + ' ' + line.getUri());
      }
    }
    if (kept != null) {
      for (Header each : request.getAllHeaders()) {
        kept.asks(each.getName(), each.getValue());
      }
    }
    RetrofuseContext context = permit < 0 || request == null ? null : RetrofuseHttp.headers(guard);
    written = context;
    for (int i = 0; context != null && i < context.size(); i++) {
      String name = context.name(i);
      written = request.containsHeader(name) ? written.beside(name) : written;
    }
    for (int i = 0; written != null && i < written.size(); i++) {
      request.addHeader(written.name(i), written.value(i));
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
      @Advice.Local("kept") RetrofuseKept kept,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return(typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws IOException {
    boolean refused = permit < 0;
    thrown = RetrofuseHttp.failure(guard, permit, watch, thrown);
    if (guard != null && !refused) {
      HttpResponse got = (HttpResponse) response;
      HttpEntity entity = got == null ? null : got.getEntity();
      int status = got == null ? 0 : got.getStatusLine().getStatusCode();
      int nature = RetrofuseGuard.ONCE;
      String after = null;
      if (guard.retries(status)) {
        HttpEntity body =
            request instanceof HttpEntityEnclosingRequest
                ? ((HttpEntityEnclosingRequest) request).getEntity()
                : null;
        boolean once = body != null && !body.isRepeatable();
        nature = once ? nature : RetrofuseHttp.nature(request.getRequestLine().getMethod());
        Header header = got == null ? null : got.getFirstHeader("Retry-After");
        after = header == null ? null : header.getValue();
      }
      permit = guard.again(permit, ++tries, nature, status, after, thrown);
      if (permit >= 0) {
        watch = guard.watch(permit, request, null);
        RetrofuseHttp.discard(
            got instanceof Closeable || entity == null ? got : entity.getContent());
        return true;
      }
      if (kept != null && status == 200 && entity != null) {
        for (Header each : got.getAllHeaders()) {
          kept.answers(each.getName(), each.getValue());
        }
        got.setEntity((HttpEntity) RetrofuseKeptEntity.of(kept, entity));
      }
    }
    RetrofuseHttp.ended(guard, refused, thrown, kept);
    // The application may send the same object again, then for another trace.
    for (int i = 0; written != null && i < written.size(); i++) {
      request.removeHeaders(written.name(i));
    }
    return false;
  }
}
