package dev.retrofuse.instrumentation.nats;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Guards a request until its answer, be it waited for or told to a future. */
final class RequestAdvice {
  private RequestAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  static boolean enter(
      @Advice.Argument(0) String subject,
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call) {
    if (subject == null || subject.startsWith("$JS.")) {
      return false;
    }
    call = RetrofuseExchanges.begin(RetrofuseMessaging.send("nats", subject));
    if (call == null || call.rejected()) {
      return call != null;
    }
    call.watch(null);
    outer = RetrofuseThread.current().exchange;
    RetrofuseThread.current().exchange = call;
    return false;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  @SuppressWarnings("FutureReturnValueIgnored") // the call's end is the answer's
  static void exit(
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Return(typing = Typing.DYNAMIC) Object answer,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (call == null) {
      return;
    }
    if (call.rejected()) {
      thrown = call.rejection(IllegalStateException.class);
      return;
    }
    RetrofuseThread.current().exchange = outer;
    call.leave();
    if (answer instanceof CompletableFuture) {
      ((CompletableFuture<?>) answer).whenComplete(call);
    } else if (thrown instanceof IllegalStateException) {
      call.end(0, new ConnectException(thrown.getMessage()));
    } else {
      // Null is what the client returns when no answer came in time.
      call.end(0, thrown == null && answer == null ? new TimeoutException() : thrown);
    }
  }
}
