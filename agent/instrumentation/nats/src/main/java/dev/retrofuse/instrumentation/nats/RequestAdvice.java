package dev.retrofuse.instrumentation.nats;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
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

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("FutureReturnValueIgnored") // the call's end is the answer's
  static boolean exit(
      @Advice.This Object connection,
      @Advice.Argument(value = 3, optional = true, typing = Typing.DYNAMIC) Object fourth,
      @Advice.Argument(value = 4, optional = true, typing = Typing.DYNAMIC) Object fifth,
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Return(typing = Typing.DYNAMIC) Object answer,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    RetrofuseThread thread = RetrofuseThread.current();
    if (call == null) {
      if (thread.exchange != null && answer instanceof CompletableFuture) {
        thread.exchange.awaits((CompletableFuture<?>) answer);
      }
      return false;
    }
    if (call.rejected()) {
      thrown = call.rejection(IllegalStateException.class);
      return false;
    }
    thread.exchange = outer;
    if (answer instanceof CompletableFuture) {
      call.leave();
      ((CompletableFuture<?>) answer).whenComplete(call);
      return false;
    }
    Throwable failure = thrown;
    if (thrown instanceof IllegalStateException) {
      failure = new ConnectException(thrown.getMessage());
    } else if (thrown == null && answer == null) {
      // Null is what the client returns when no answer came in time, and when nobody is there.
      Object time = fourth instanceof Duration ? fourth : fifth;
      failure =
          call.isGivenUpEarly((Duration) time)
              ? new NoRouteToHostException("no responders")
              : new TimeoutException();
    }
    call = RetrofuseMessaging.again(call, "nats", connection, failure);
    if (call != null) {
      thread.exchange = call;
    }
    return call != null;
  }

  /** The time that a thread waits for an answer, where the rule has a stricter one. */
  static final class Time {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("UnusedVariable") // the body reads the time
    static void enter(@Advice.Argument(value = 3, readOnly = false) Duration time) {
      RetrofuseExchange call = RetrofuseThread.current().exchange;
      long limit = call == null ? 0 : call.limit(RetrofuseGuard.CALL);
      if (limit > 0 && (time == null || time.toNanos() > limit)) {
        time = Duration.ofNanos(limit);
      }
    }
  }
}
