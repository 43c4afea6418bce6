package dev.retrofuse.instrumentation.apachehttpclient4;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseDeadline;
import dev.retrofuse.waist.RetrofuseDelegate;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseKeptEntity;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
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
import org.apache.http.HttpVersion;
import org.apache.http.RequestLine;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.message.BasicHttpResponse;

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
      kept = RetrofuseKept.of(guard, line.getMethod(), target.toURI() + ' ' + line.getUri());
    }
    Header[] asks = kept == null ? null : request.getAllHeaders();
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
      @Advice.Argument(1) HttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("tries") int tries,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("kept") RetrofuseKept kept,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws IOException {
    boolean refused = permit < 0;
    if (refused) {
      thrown = guard.rejection(permit);
    } else if (guard != null) {
      thrown = watch == null ? thrown : watch.end(thrown);
      HttpResponse got = (HttpResponse) response;
      int status = got == null ? 0 : got.getStatusLine().getStatusCode();
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
        Header header = got == null ? null : got.getFirstHeader("Retry-After");
        after = header == null ? null : header.getValue();
      }
      permit = guard.again(permit, ++tries, nature, status, after, thrown);
      if (permit >= 0) {
        watch = guard.watch(permit, request, null);
        HttpEntity unread = got == null ? null : got.getEntity();
        RetrofuseHttp.discard(
            got instanceof Closeable || unread == null ? got : unread.getContent());
        return true;
      }
      HttpEntity body = got == null ? null : got.getEntity();
      if (kept != null && status == 200 && body != null) {
        Header[] answers = got.getAllHeaders();
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
      HttpResponse given = new BasicHttpResponse(HttpVersion.HTTP_1_1, answer.status(), "");
      for (int i = 0; i < answer.size(); i++) {
        given.addHeader(answer.name(i), answer.value(i));
      }
      byte[] body = answer.bodyFor(request.getRequestLine().getMethod());
      if (body != null) {
        ByteArrayEntity entity = new ByteArrayEntity(body);
        entity.setContentType(answer.value("Content-Type"));
        given.setEntity(entity);
      }
      // What the method returns from 4.3 on.
      response =
          RetrofuseDelegate.as("org.apache.http.client.methods.CloseableHttpResponse", given);
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
