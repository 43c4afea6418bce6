package dev.retrofuse.instrumentation.javahttpclient;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJavaCall;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/** A call begins here and ends with its future, before the application sees the future's end. */
final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.Argument(0) HttpRequest request,
      @Advice.Local("exchange") RetrofuseExchange exchange) {
    RetrofuseGuard guard =
        request == null ? null : RetrofuseHttp.request(request.method(), request.uri());
    exchange = guard == null ? null : new RetrofuseExchange(guard, guard.enter());
    return exchange != null && exchange.rejected();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(1) HttpResponse.BodyHandler<?> handler,
      @Advice.Local("exchange") RetrofuseExchange exchange,
      @Advice.Return(readOnly = false) CompletableFuture<?> returned,
      @Advice.Thrown Throwable thrown) {
    if (exchange == null) {
      return;
    }
    if (exchange.rejected()) {
      returned = RetrofuseJavaCall.refused(exchange, request, handler);
      return;
    }
    exchange.leave();
    if (thrown == null) {
      returned = returned.whenComplete(exchange);
      // 11 goes on with a call whose future the application cancels, perhaps for ever.
      returned.whenComplete(exchange);
      returned = RetrofuseJavaCall.underWay(exchange, request, handler, returned);
    } else {
      exchange.end(0, thrown);
    }
  }
}
