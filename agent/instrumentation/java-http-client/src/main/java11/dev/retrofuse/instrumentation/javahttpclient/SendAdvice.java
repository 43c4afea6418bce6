package dev.retrofuse.instrumentation.javahttpclient;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJavaCall;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseKeptBody;
import dev.retrofuse.waist.RetrofuseSender;
import dev.retrofuse.waist.RetrofuseThread;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/** A call begins here and ends with its future, before the application sees the future's end. */
final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.This HttpClient client,
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(value = 1, readOnly = false) HttpResponse.BodyHandler<?> handler,
      @Advice.Local("exchange") RetrofuseExchange exchange) {
    RetrofuseGuard guard =
        request == null ? null : RetrofuseHttp.request(request.method(), request.uri());
    exchange = guard == null ? null : new RetrofuseExchange(guard, guard.enter());
    if (exchange != null) {
      // For the copy of the request that is made inside.
      RetrofuseThread thread = RetrofuseThread.current();
      thread.limit = exchange.limit(RetrofuseGuard.CALL);
      thread.guard = guard;
      exchange.watch(null);
      boolean hasOwn = client.cookieHandler().isPresent() || client.authenticator().isPresent();
      exchange.kept =
          hasOwn ? null : RetrofuseKept.of(guard, request.method(), request.uri().toString());
      if (exchange.kept != null && handler != null) {
        exchange.kept.asks(request.headers().map());
        handler = (HttpResponse.BodyHandler<?>) RetrofuseKeptBody.handler(exchange.kept, handler);
      }
    }
    return exchange != null && exchange.rejected();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This HttpClient client,
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(1) HttpResponse.BodyHandler<?> handler,
      @Advice.Argument(2) HttpResponse.PushPromiseHandler<?> push,
      @Advice.Local("exchange") RetrofuseExchange exchange,
      @Advice.Return(readOnly = false) CompletableFuture<?> returned,
      @Advice.Thrown Throwable thrown) {
    if (exchange == null) {
      return;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    thread.limit = 0;
    thread.guard = null;
    if (exchange.rejected()) {
      returned = RetrofuseJavaCall.refused(exchange, request, handler);
      return;
    }
    exchange.leave();
    if (thrown != null) {
      exchange.end(0, thrown);
      return;
    }
    if (exchange.kept != null) {
      returned = returned.whenComplete(RetrofuseKeptBody.response(exchange.kept));
    }
    if (exchange.retries(0)) {
      Object body = request.bodyPublisher().orElse(null);
      returned =
          RetrofuseSender.follow(
              exchange, client, request.method(), body, request, handler, push, returned);
    } else {
      returned = returned.whenComplete(exchange);
      // 11 goes on with a call whose future the application cancels, perhaps for ever.
      returned.whenComplete(exchange);
      exchange.cuts(returned);
    }
    returned = RetrofuseJavaCall.underWay(exchange, request, handler, returned);
  }
}
