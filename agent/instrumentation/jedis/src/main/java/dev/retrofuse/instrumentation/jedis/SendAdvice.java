package dev.retrofuse.instrumentation.jedis;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseStreams;
import dev.retrofuse.waist.RetrofuseThread;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Guards adding to a stream and publishing to a channel. */
final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  static boolean enter(
      @Advice.Argument(0) Object key,
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call) {
    String destination = RetrofuseMessaging.hook == null ? null : RetrofuseStreams.text(key);
    call = RetrofuseExchanges.begin(RetrofuseMessaging.send("redis", destination));
    if (call == null || call.rejected()) {
      return call != null;
    }
    call.watch(null);
    outer = RetrofuseThread.current().exchange;
    RetrofuseThread.current().exchange = call;
    return false;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  @SuppressWarnings("UnusedAssignment") // that of the method is what it returns
  static void exit(
      @Advice.This Object client,
      @Advice.Origin("#m") String method,
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (call == null) {
      return;
    }
    if (call.rejected()) {
      thrown = call.rejection(JedisConnectionException.class);
    } else {
      RetrofuseThread.current().exchange = outer;
      call.leave();
      call.end(0, thrown);
    }
    if (thrown != null && call.accepts(thrown, "redis", client)) {
      // A message that nobody has got; an entry without an id, as Redis itself may answer.
      returned = method.equals("xadd") ? null : Long.valueOf(0);
      thrown = null;
    }
  }
}
