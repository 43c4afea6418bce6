package dev.retrofuse.instrumentation.grpc;

import dev.retrofuse.waist.RetrofuseGrpc;
import dev.retrofuse.waist.RetrofuseHandOver;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import net.bytebuddy.asm.Advice;

/** What surrounds the start of a client call. */
final class CallAdvice {
  private CallAdvice() {}

  /** The channel knows where its calls go; they do not. */
  static final class Made {
    private Made() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Channel channel, @Advice.Return ClientCall<?, ?> call) {
      RetrofuseGrpc.made(call, channel.authority());
    }
  }

  /** A call that is started when the channel knows more, perhaps on another thread. */
  static final class Delayed {
    private Delayed() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Metadata headers) {
      RetrofuseHandOver.leave(headers);
    }
  }

  /** The end of the call, as its listener is told. */
  static final class Closed {
    private Closed() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This ClientCall<?, ?> call, @Advice.Argument(1) Status status) {
      RetrofuseGrpc.end(call, status.getCode().value());
    }
  }
}
