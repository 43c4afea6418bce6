package dev.retrofuse.instrumentation.apachehttpclient5;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseTrace;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
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
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("written") RetrofuseContext written,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws ReflectiveOperationException {
    if (guard != null) {
      int status = response == null ? 0 : ((HttpResponse) response).getCode();
      thrown = guard.exit(permit, status, thrown);
      RetrofuseAnswer answer = thrown == null ? null : guard.instead(permit, thrown);
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
    }
    // The application may send the same object again, then for another trace.
    for (int i = 0; written != null && i < written.size(); i++) {
      request.removeHeaders(written.name(i));
    }
  }
}
