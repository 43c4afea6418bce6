package dev.retrofuse.instrumentation.okhttp;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseOkHttp;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;
import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.internal.http.RetryAndFollowUpInterceptor;
import okio.Okio;

/** One call, with all that OkHttp does for it. */
final class ProceedAdvice {
  private ProceedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.This Interceptor.Chain chain,
      @Advice.Argument(value = 0, readOnly = false) Request request,
      @Advice.FieldValue("interceptors") List<?> interceptors,
      @Advice.FieldValue("index") int index,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("kept") RetrofuseKept kept) {
    if (index >= interceptors.size()
        || !(interceptors.get(index) instanceof RetryAndFollowUpInterceptor)) {
      return false; // another link of the chain
    }
    if (RetrofuseHttp.hook != null) {
      HttpUrl url = request.url();
      guard =
          RetrofuseHttp.request(
              request.method(), url.scheme(), url.host(), url.port(), url.encodedPath());
      permit = guard == null ? 0 : guard.enter();
      watch = guard == null ? null : guard.watch(permit, chain.call(), null);
      kept = RetrofuseKept.of(guard, request.method(), url.toString());
    }
    if (kept != null) {
      Headers asks = request.headers();
      for (int i = 0; i < asks.size(); i++) {
        kept.asks(asks.name(i), asks.value(i));
      }
      RetrofuseThread.current().kept = kept; // until exit
    }
    RetrofuseContext context = permit < 0 ? null : RetrofuseHttp.headers(guard);
    RetrofuseContext written = context;
    for (int i = 0; context != null && i < context.size(); i++) {
      boolean there = request.header(context.name(i)) != null;
      written = there ? written.beside(context.name(i)) : written;
    }
    if (written != null && written.size() > 0) {
      Request.Builder copy = request.newBuilder();
      for (int i = 0; i < written.size(); i++) {
        copy.addHeader(written.name(i), written.value(i));
      }
      request = copy.build();
    }
    return permit < 0 && watch == null;
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This Interceptor.Chain chain,
      @Advice.Argument(0) Request request,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("tries") int tries,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Local("kept") RetrofuseKept kept,
      @Advice.Return(readOnly = false) Response response,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard == null) {
      return false;
    }
    boolean refused = permit < 0;
    boolean cancelled = false;
    if (refused) {
      thrown = guard.rejection(permit);
    } else {
      thrown = watch == null ? thrown : watch.end(thrown);
      cancelled = thrown != null && chain.call().isCanceled();
      Throwable end = cancelled ? RetrofuseOkHttp.cancelled(chain.call(), thrown) : thrown;
      int status = response == null ? 0 : response.code();
      int nature = RetrofuseGuard.ONCE;
      String after = null;
      if (!cancelled && guard.retries(status)) {
        nature = RetrofuseOkHttp.nature(request.method(), request.body());
        after = response == null ? null : response.header("Retry-After");
      }
      permit = guard.again(permit, ++tries, nature, status, after, end);
      if (permit >= 0) {
        watch = guard.watch(permit, chain.call(), null);
        RetrofuseHttp.discard(response);
        return true;
      }
    }
    if (kept != null) {
      RetrofuseThread.current().kept = null;
    }
    if (kept != null && response != null && response.code() == 200) {
      Headers answers = response.headers();
      for (int i = 0; i < answers.size(); i++) {
        kept.answers(answers.name(i), answers.value(i));
      }
      ResponseBody body = response.body();
      ResponseBody copied =
          ResponseBody.create(
              body.contentType(),
              body.contentLength(),
              Okio.buffer(Okio.source(kept.copy(body.byteStream()))));
      response = response.newBuilder().body(copied).build();
    }
    // Of a call that is cancelled OkHttp gives out no response.
    RetrofuseAnswer answer =
        thrown == null || cancelled ? null : guard.instead(refused, thrown, kept);
    if (answer != null) {
      Response.Builder given =
          new Response.Builder()
              .request(request)
              .protocol(Protocol.HTTP_1_1)
              .code(answer.status())
              .message("");
      for (int i = 0; i < answer.size(); i++) {
        given.addHeader(answer.name(i), answer.value(i));
      }
      String type = answer.value("Content-Type");
      byte[] body = answer.bodyFor(request.method());
      response =
          given
              .body(
                  ResponseBody.create(
                      type == null ? null : MediaType.parse(type),
                      body == null ? new byte[0] : body))
              .build();
      thrown = null;
      guard.served();
    }
    return false;
  }
}
