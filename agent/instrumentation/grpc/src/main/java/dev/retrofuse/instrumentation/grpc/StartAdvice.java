package dev.retrofuse.instrumentation.grpc;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGrpc;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHandOver;
import dev.retrofuse.waist.RetrofuseTrace;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.internal.ClientStream;
import io.grpc.internal.NoopClientStream;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.asm.Advice;

/** One call, with all that gRPC does for it. */
final class StartAdvice {
  private StartAdvice() {}

  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.This ClientCall<?, ?> call,
      @Advice.Argument(0) ClientCall.Listener<?> listener,
      @Advice.Argument(1) Metadata headers,
      @Advice.FieldValue("method") MethodDescriptor<?, ?> method,
      @Advice.FieldValue("context") Context context,
      @Advice.FieldValue("callExecutor") Executor executor,
      @Advice.FieldValue(value = "callOptions", readOnly = false) CallOptions options,
      @Advice.FieldValue(value = "stream", readOnly = false) ClientStream stream,
      @Advice.Local("before") RetrofuseCarried before,
      @Advice.Local("exchange") RetrofuseExchange exchange)
      throws ReflectiveOperationException {
    before = RetrofuseHandOver.takeIfAny(headers);
    exchange = RetrofuseGrpc.begin(call, options.getAuthority(), method.getFullMethodName());
    if (exchange != null && exchange.rejected()) {
      // As gRPC itself does with a call that it does not make.
      stream = NoopClientStream.INSTANCE;
      Throwable rejection = exchange.rejection();
      Status end = Status.UNAVAILABLE.withDescription(rejection.getMessage()).withCause(rejection);
      Runnable close =
          new RetrofuseGrpc(
              ClientCall.Listener.class.getMethod("onClose", Status.class, Metadata.class),
              listener,
              end,
              new Metadata());
      executor.execute(context.wrap(close));
      return true;
    }
    long limit = exchange == null ? 0 : exchange.limit(RetrofuseGuard.CALL);
    Deadline own = options.getDeadline();
    if (limit > 0 && (own == null || own.timeRemaining(TimeUnit.NANOSECONDS) > limit)) {
      options = options.withDeadlineAfter(limit, TimeUnit.NANOSECONDS);
    }
    if (exchange != null) {
      RetrofuseExchanges.put(call, exchange);
      exchange.watch(null);
    }
    RetrofuseContext written = RetrofuseTrace.outbound(exchange == null ? null : exchange.guard());
    RetrofuseContext left = written;
    for (int i = 0; written != null && i < written.size(); i++) {
      String name = written.name(i);
      boolean there = headers.containsKey(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
      left = there ? left.beside(name) : left;
    }
    for (int i = 0; left != null && i < left.size(); i++) {
      headers.put(Metadata.Key.of(left.name(i), Metadata.ASCII_STRING_MARSHALLER), left.value(i));
    }
    return false;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This ClientCall<?, ?> call,
      @Advice.Local("before") RetrofuseCarried before,
      @Advice.Local("exchange") RetrofuseExchange exchange,
      @Advice.Thrown Throwable thrown) {
    RetrofuseCarried.end(before);
    if (exchange != null) {
      exchange.leave();
      if (thrown != null) {
        RetrofuseExchanges.end(call, 0, thrown);
      }
    }
  }
}
