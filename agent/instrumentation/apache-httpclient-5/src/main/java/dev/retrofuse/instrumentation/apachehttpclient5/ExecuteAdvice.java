package dev.retrofuse.instrumentation.apachehttpclient5;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseKeptEntity;
import dev.retrofuse.waist.RetrofuseWatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.NamedEndpoint;

/** One call, with all that the client does for it. */
final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.Argument(0) HttpHost target,
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("kept") RetrofuseKept kept,
      @Advice.Local("written") RetrofuseContext written) {
    if (RetrofuseHttp.hook != null && request != null) {
      NamedEndpoint server = target == null ? request.getAuthority() : target;
      guard =
          server == null
              ? null
              : RetrofuseHttp.request(
                  request.getMethod(),
                  target == null ? request.getScheme() : target.getSchemeName(),
                  server.getHostName(),
                  server.getPort(),
                  request.getPath());
      permit = guard == null ? 0 : guard.enter();
      watch = guard == null ? null : guard.watch(permit, request, null);
      if (guard != null && guard.keeper() != null) {
        kept =
            RetrofuseKept.begin(guard, request.getMethod(), server + " " + request.getRequestUri());
      }
    }
    if (kept != null) {
      for (Header each : request.getHeaders()) {
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
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("tries") int tries,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("kept") RetrofuseKept kept,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return(typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    boolean refused = permit < 0;
    thrown = RetrofuseHttp.failure(guard, permit, watch, thrown);
    if (guard != null && !refused) {
      ClassicHttpResponse got = (ClassicHttpResponse) response;
      HttpEntity entity = got == null ? null : got.getEntity();
      int status = got == null ? 0 : got.getCode();
      int nature = RetrofuseGuard.ONCE;
      String after = null;
      if (guard.retries(status)) {
        HttpEntity body = request.getEntity();
        boolean once = body != null && !body.isRepeatable();
        nature = once ? nature : RetrofuseHttp.nature(request.getMethod());
        Header header = got == null ? null : got.getFirstHeader("Retry-After");
        after = header == null ? null : header.getValue();
      }
      permit = guard.again(permit, ++tries, nature, status, after, thrown);
      if (permit >= 0) {
        watch = guard.watch(permit, request, null);
        RetrofuseHttp.discard(got);
        return true;
      }
      if (kept != null && status == 200 && entity != null) {
        for (Header each : got.getHeaders()) {
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
