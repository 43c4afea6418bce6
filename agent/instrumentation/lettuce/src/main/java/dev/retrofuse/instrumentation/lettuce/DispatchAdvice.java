package dev.retrofuse.instrumentation.lettuce;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseStreams;
import dev.retrofuse.waist.RetrofuseTrace;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.protocol.CompleteableCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.bytebuddy.asm.Advice;

/** Guards adding to a stream and publishing to a channel, and tells entries their trace. */
final class DispatchAdvice {
  private DispatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  static boolean enter(
      @Advice.Argument(0) RedisCommand<?, ?, ?> command,
      @Advice.Local("call") RetrofuseExchange call) {
    if (RetrofuseMessaging.hook == null && RetrofuseTrace.hook == null) {
      return false;
    }
    String type = command.getType().toString();
    boolean adds = type.equals("XADD");
    if (!adds && !type.equals("PUBLISH") && !type.equals("SPUBLISH")) {
      return false;
    }
    ByteBuffer key = command.getArgs().getFirstEncodedKey();
    RetrofuseGuard guard =
        RetrofuseMessaging.send(
            "redis",
            key == null ? null : StandardCharsets.UTF_8.decode(key.duplicate()).toString());
    // Others do not tell their end; those of a transaction are not made yet.
    if (command instanceof CompleteableCommand
        && !command.getClass().getSimpleName().equals("TransactionalCommand")) {
      call = RetrofuseExchanges.begin(guard);
      if (call != null && call.rejected()) {
        return true;
      }
      if (call != null) {
        call.watch(command);
        RetrofuseExchanges.put(command, call);
      }
    }
    RetrofuseContext context = adds ? RetrofuseTrace.outboundFields(guard) : null;
    if (context != null) {
      ByteBuf arguments = Unpooled.buffer();
      command.getArgs().encode(arguments);
      RetrofuseContext left =
          RetrofuseStreams.left(context, arguments.toString(StandardCharsets.UTF_8));
      for (int i = 0; i < left.size(); i++) {
        command.getArgs().add(left.name(i)).add(left.value(i));
      }
    }
    return false;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  @SuppressWarnings("UnusedVariable") // that of the method is what it returns
  static void exit(
      @Advice.This Object connection,
      @Advice.Argument(0) RedisCommand<?, ?, ?> command,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Return(readOnly = false) RedisCommand<?, ?, ?> returned,
      @Advice.Thrown Throwable thrown) {
    if (call == null) {
      return;
    }
    if (!call.rejected()) {
      call.leave();
      if (thrown != null) {
        RetrofuseExchanges.end(command, 0, thrown);
      }
      return;
    }
    Throwable refusal = call.rejection(RedisConnectionException.class);
    if (call.accepts(refusal, "redis", connection)) {
      // A message that nobody has got; an entry without an id, as Redis itself may answer.
      if (!command.getType().toString().equals("XADD")) {
        command.getOutput().set(0L);
      }
      command.complete();
    } else {
      command.completeExceptionally(refusal);
    }
    returned = command;
  }
}
