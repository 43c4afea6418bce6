package dev.retrofuse.waist;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A call of the JDK's own client of 11 and later whose rule may answer in its place. */
public final class RetrofuseJavaCall
    implements BiFunction<Object, Throwable, CompletionStage<Object>> {
  private final RetrofuseExchange exchange;
  private final Object request;
  private final Object handler;

  private RetrofuseJavaCall(RetrofuseExchange exchange, Object request, Object handler) {
    this.exchange = exchange;
    this.request = request;
    this.handler = handler;
  }

  /** The future of a call that was refused. */
  public static CompletableFuture<?> refused(
      RetrofuseExchange exchange, Object request, Object handler) {
    Throwable rejection = exchange.rejection();
    // Wrapped, as the failures that the client itself reports through this future are.
    return new RetrofuseJavaCall(exchange, request, handler)
        .apply(null, new CompletionException(rejection))
        .toCompletableFuture();
  }

  /** The future of a call that is under way. */
  public static <T> CompletableFuture<?> underWay(
      RetrofuseExchange exchange, Object request, Object handler, CompletableFuture<T> future) {
    if (!exchange.answersFailures()) {
      return future;
    }
    final RetrofuseJavaCall call = new RetrofuseJavaCall(exchange, request, handler);
    return future.handle(call).thenCompose(RetrofuseJavaResult.SAME);
  }

  @Override
  public CompletionStage<Object> apply(Object result, Throwable thrown) {
    RetrofuseAnswer answer = thrown == null ? null : exchange.instead(thrown);
    if (answer != null && handler != null) {
      exchange.served();
      return RetrofuseJavaResponse.future(answer, request, handler);
    }
    CompletableFuture<Object> end = new CompletableFuture<Object>();
    if (thrown == null) {
      end.complete(result);
    } else {
      end.completeExceptionally(thrown);
    }
    return end;
  }
}
