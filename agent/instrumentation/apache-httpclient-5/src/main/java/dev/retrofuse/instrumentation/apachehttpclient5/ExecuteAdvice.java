package dev.retrofuse.instrumentation.apachehttpclient5;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseDeadline;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseKeptEntity;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.waist.RetrofuseWatch;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
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
      kept = RetrofuseKept.of(guard, request.getMethod(), server + " " + request.getRequestUri());
    }
    Header[] asks = kept == null ? null : request.getHeaders();
    for (int i = 0; asks != null && i < asks.length; i++) {
      kept.asks(asks[i].getName(), asks[i].getValue());
    }
    if (kept != null) {
      RetrofuseThread.current().kept = kept; // until exit
    }
    RetrofuseContext context = permit < 0 ? null : RetrofuseTrace.outbound(guard);
    if (context != null && request != null) {
      written = context;
      for (int i = 0; i < context.size(); i++) {
        String name = context.name(i);
        written = request.containsHeader(name) ? written.beside(name) : written;
      }
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
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("tries") int tries,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("kept") RetrofuseKept kept,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws ReflectiveOperationException {
    boolean refused = permit < 0;
    if (refused) {
      thrown = guard.rejection(permit);
    } else if (guard != null) {
      thrown = watch == null ? thrown : watch.end(thrown);
      ClassicHttpResponse got = (ClassicHttpResponse) response;
      int status = got == null ? 0 : got.getCode();
      int nature = RetrofuseGuard.ONCE;
      String after = null;
      if (guard.retries(status)) {
        HttpEntity body = request.getEntity();
        if (body == null || body.isRepeatable()) {
          nature = RetrofuseHttp.nature(request.getMethod());
        }
        Header header = got == null ? null : got.getFirstHeader("Retry-After");
        after = header == null ? null : header.getValue();
      }
      permit = guard.again(permit, ++tries, nature, status, after, thrown);
      if (permit >= 0) {
        watch = guard.watch(permit, request, null);
        RetrofuseHttp.discard(response);
        return true;
      }
      HttpEntity body = got == null ? null : got.getEntity();
      if (kept != null && status == 200 && body != null) {
        Header[] answers = got.getHeaders();
        for (int i = 0; i < answers.length; i++) {
          kept.answers(answers[i].getName(), answers[i].getValue());
        }
        got.setEntity((HttpEntity) RetrofuseKeptEntity.of(kept, body));
      }
    }
    if (kept != null) {
      RetrofuseThread.current().kept = null;
    }
    RetrofuseAnswer answer =
        guard == null || thrown == null ? null : guard.instead(refused, thrown, kept);
    if (answer != null) {
      BasicClassicHttpResponse given = new BasicClassicHttpResponse(answer.status());
      for (int i = 0; i < answer.size(); i++) {
        given.addHeader(answer.name(i), answer.value(i));
      }
      byte[] body = answer.bodyFor(request.getMethod());
      if (body != null) {
        ContentType type = ContentType.parseLenient(answer.value("Content-Type"));
        given.setEntity(new ByteArrayEntity(body, type));
      }
      // Not public in all versions.
      Method adapt =
          CloseableHttpResponse.class.getDeclaredMethod("adapt", ClassicHttpResponse.class);
      adapt.setAccessible(true);
      response = adapt.invoke(null, given);
      thrown = null;
      guard.served();
    }
    // The application may send the same object again, then for another trace.
    for (int i = 0; written != null && i < written.size(); i++) {
      request.removeHeaders(written.name(i));
    }
    return false;
  }
}
