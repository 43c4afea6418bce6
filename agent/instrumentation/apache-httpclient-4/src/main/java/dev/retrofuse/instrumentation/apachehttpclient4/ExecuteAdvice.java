package dev.retrofuse.instrumentation.apachehttpclient4;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseDelegate;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
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
    }
    RetrofuseContext context = permit < 0 ? null : RetrofuseTrace.outbound();
    if (context != null && request != null) {
      written =
          context.beside(request.containsHeader("traceparent"), request.containsHeader("baggage"));
      for (int i = 0; i < written.size(); i++) {
        request.addHeader(written.name(i), written.value(i));
      }
    }
    return permit < 0;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Argument(1) HttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard != null) {
      int status = response == null ? 0 : ((HttpResponse) response).getStatusLine().getStatusCode();
      thrown = guard.exit(permit, status, thrown);
      RetrofuseAnswer answer = thrown == null ? null : guard.instead(permit, thrown);
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
    }
    // The application may send the same object again, then for another trace.
    for (int i = 0; written != null && i < written.size(); i++) {
      request.removeHeaders(written.name(i));
    }
  }
}
